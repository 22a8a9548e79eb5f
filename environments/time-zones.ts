/**
 * Time zones that Azure Automation takes, as the azurerm provider lists them (4.55.0, azurerm_automation_schedule). They are
 * IANA names, but not all of them: Europe/Kiev is among them, Europe/Kyiv is not.
 */
const places: Readonly<Record<string, string>> = {
  Africa: `
    Abidjan Accra Addis_Ababa Algiers Asmara Bamako Bangui Banjul Bissau Blantyre Brazzaville Bujumbura Cairo
    Casablanca Ceuta Conakry Dakar Dar_es_Salaam Djibouti Douala El_Aaiun Freetown Gaborone Harare Johannesburg
    Juba Kampala Khartoum Kigali Kinshasa Lagos Libreville Lome Luanda Lubumbashi Lusaka Malabo Maputo Maseru
    Mbabane Mogadishu Monrovia Nairobi Ndjamena Niamey Nouakchott Ouagadougou Porto-Novo Sao_Tome Tripoli Tunis
    Windhoek`,
  America: `
    Adak Anchorage Anguilla Antigua Argentina/Buenos_Aires Aruba Asuncion Atikokan Barbados Belize Blanc-Sablon
    Bogota Cancun Caracas Cayenne Cayman Chicago Chihuahua Costa_Rica Cuiaba Curacao Danmarkshavn Dawson_Creek
    Denver Dominica Edmonton El_Salvador Fortaleza Godthab Grand_Turk Grenada Guadeloupe Guatemala Guayaquil
    Guyana Halifax Havana Hermosillo Jamaica Kralendijk La_Paz Lima Los_Angeles Lower_Princes Managua Manaus
    Marigot Martinique Matamoros Mexico_City Miquelon Montevideo Montserrat Nassau New_York Noronha Ojinaga
    Panama Paramaribo Phoenix Port-au-Prince Port_of_Spain Puerto_Rico Punta_Arenas Regina Rio_Branco Santiago
    Santo_Domingo Sao_Paulo Scoresbysund St_Barthelemy St_Johns St_Kitts St_Lucia St_Thomas St_Vincent
    Tegucigalpa Thule Tijuana Toronto Tortola Vancouver Winnipeg`,
  Antarctica: `
    Casey Davis DumontDUrville Macquarie Mawson Palmer Syowa Troll Vostok`,
  Arctic: `
    Longyearbyen`,
  Asia: `
    Aden Almaty Amman Aqtobe Ashgabat Baghdad Bahrain Baku Bangkok Beirut Bishkek Brunei Chita Colombo Damascus
    Dhaka Dili Dubai Dushanbe Famagusta Hebron Ho_Chi_Minh Hong_Kong Hovd Irkutsk Jakarta Jayapura Jerusalem
    Kabul Kamchatka Karachi Kathmandu Kolkata Kuala_Lumpur Kuwait Macau Makassar Manila Muscat Nicosia
    Novosibirsk Omsk Phnom_Penh Pyongyang Qatar Riyadh Sakhalin Seoul Shanghai Singapore Taipei Tashkent Tbilisi
    Tehran Thimphu Tokyo Ulaanbaatar Vientiane Vladivostok Yangon Yekaterinburg Yerevan`,
  Atlantic: `
    Azores Bermuda Canary Cape_Verde Faroe Reykjavik South_Georgia St_Helena Stanley`,
  Australia: `
    Adelaide Brisbane Darwin Eucla Lord_Howe Perth Sydney`,
  Europe: `
    Amsterdam Andorra Athens Belgrade Berlin Bratislava Brussels Bucharest Budapest Chisinau Copenhagen Dublin
    Gibraltar Guernsey Helsinki Isle_of_Man Istanbul Jersey Kaliningrad Kiev Lisbon Ljubljana London Luxembourg
    Madrid Malta Mariehamn Minsk Monaco Moscow Oslo Paris Podgorica Prague Riga Rome Samara San_Marino Sarajevo
    Skopje Sofia Stockholm Tallinn Tirane Vaduz Vatican Vienna Vilnius Volgograd Warsaw Zagreb Zurich`,
  Indian: `
    Antananarivo Chagos Christmas Cocos Comoro Kerguelen Mahe Maldives Mauritius Mayotte Reunion`,
  Pacific: `
    Apia Auckland Bougainville Chatham Chuuk Easter Efate Enderbury Fakaofo Fiji Funafuti Galapagos Gambier
    Guadalcanal Guam Honolulu Kiritimati Majuro Marquesas Nauru Niue Norfolk Noumea Pago_Pago Palau Pitcairn
    Pohnpei Port_Moresby Rarotonga Saipan Tahiti Tarawa Tongatapu Wake Wallis`,
  Etc: `
    UTC`,
}

export const timeZones: ReadonlySet<string> = new Set([
  'UTC',
  ...Object.entries(places).flatMap(([area, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => `${area}/${name}`),
  ),
])
