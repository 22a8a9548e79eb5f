import { relative } from 'node:path'
import type { Stack } from './stacks'
import type { Diagnostic } from './terraform'

/**
 * Finds, in an error that says that something exists already, the command that takes it over: after a lost answer or
 * a crash Terraform has made a resource that its state does not know.
 *
 * @param folder from which the command is to be started
 */
export function importCommand(
  { summary, detail = '', address, planned }: Diagnostic,
  stack: Stack,
  folder: string,
): string | undefined {
  const id = existingId(`${summary}\n${detail}`, address?.replace(/^module\..*\./, ''), planned)
  if (!address || !id) return undefined
  return `terraform -chdir=${quoted(relative(folder, stack.folder) || '.')} import ${quoted(address)} ${id}`
}

/** Where Microsoft Graph keeps the objects of azuread's types. */
const collections: Readonly<Record<string, string>> = {
  azuread_application: 'applications',
  azuread_service_principal: 'servicePrincipals',
}

/** The id that `terraform import` wants, as a word for the shell. */
function existingId(text: string, address = '', planned: Diagnostic['planned'] = {}): string | undefined {
  const type = address.split('.')[0]
  // azuread names the object's id alone, and takes it only with its collection.
  const collection = collections[type ?? '']
  const object = /(?:resource with the ID |\(ID: )"([0-9a-f-]{36})"/i.exec(text)?.[1]
  if (collection !== undefined && object !== undefined) return quoted(`/${collection}/${object}`)
  // azurerm: the sentence of ImportAsExistsError.
  const named = /a resource with the ID "([^"]+)" already exists/i.exec(text)?.[1]
  if (named) return quoted(named)
  if (type === 'azurerm_role_assignment') {
    const name = /ID of the conflicting role assignment is ([0-9a-f-]{32,36})/i.exec(text)?.[1]
    return name && found(`az role assignment list --all --query "[?name=='${dashed(name)}'].id" --output tsv`)
  }
  if (type === 'databricks_secret_scope') {
    const scope = /Scope (\S+) already exists/i.exec(text)?.[1]
    return scope && quoted(scope)
  }
  if (type === 'databricks_service_principal' && /already exists/i.test(text)) {
    const client = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(text)?.[0]
    const filter = client ? ` --filter 'applicationId eq "${client}"'` : ''
    return found(`databricks service-principals list${filter} --output json | jq -r '.[0].id'`)
  }
  if (type === 'azuread_app_role_assignment' && /Permission being assigned already exists/i.test(text)) {
    return existingAppRoleAssignment(planned)
  }
  if (type === 'azuread_application_federated_identity_credential') {
    const application = /Application: "([0-9a-f-]{36})"/i.exec(text)?.[1]
    const name = /FederatedIdentityCredential with name ([\w-]+) already exists/i.exec(text)?.[1]
    if (application === undefined || name === undefined) return undefined
    return found(
      `az ad app federated-credential show --id ${application} --federated-credential-id ${name} --query id --output tsv`,
      `${application}/federatedIdentityCredential/`,
    )
  }
  return undefined
}

/** Microsoft Graph does not say which assignment exists: it is the one of this role to this principal. */
function existingAppRoleAssignment(planned: NonNullable<Diagnostic['planned']>): string | undefined {
  const { resource_object_id: resource, principal_object_id: principal, app_role_id: role } = planned
  if (resource === undefined || principal === undefined || role === undefined) return undefined
  const assignments = `/servicePrincipals/${resource}/appRoleAssignedTo`
  return found(
    // One page, of the most that Graph gives: the Azure CLI does not ask for a second one.
    `az rest --url 'https://graph.microsoft.com/v1.0${assignments}?$top=999' --query "value[?principalId=='${principal}' && appRoleId=='${role}'].id" --output tsv`,
    `${assignments}/`,
  )
}

/** Azure names a conflicting assignment without the dashes of its GUID. */
function dashed(guid: string): string {
  return guid.replaceAll('-', '').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** What a command finds out, after what is known already. */
function found(command: string, known = ''): string {
  return `"${known}$(${command})"`
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}
