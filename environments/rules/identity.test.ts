import { refuses } from '../testing/mistakes'

refuses([
  ['tag with an illegal character', 'tags', { 'a/b': 'c' }, /^tags.a\/b is no allowed key; it must be a tag name/],
  ['tag that the deployment sets', 'tags', { Owner: 'me' }, /^tags.Owner is set on every resource already/],
  [
    'vault kept for too short',
    'keyVault.softDeleteDays',
    6,
    'keyVault.softDeleteDays is 6; it must be a whole number of 7 to 90 days',
  ],
  [
    'purgeable vault in production',
    'keyVault.purgeProtection',
    false,
    'keyVault.purgeProtection is false; it must be true, except in dev',
  ],
  ['grant to a name', 'entra.grants.submit', ['alice'], /^entra.grants.submit\[0\] is "alice"; it must be a GUID/],
  [
    'grant given twice',
    'entra.grants.admin',
    ['6f1c2d3e-0a1b-4c5d-8e9f-0123456789ab', '6F1C2D3E-0a1b-4c5d-8e9f-0123456789ab'],
    /^entra.grants.admin\[1\] is .* granted the role before/,
  ],
  [
    'application that is half known',
    'entra.application',
    { clientId: '6f1c2d3e-0a1b-4c5d-8e9f-0123456789ab' },
    'entra.application is an object with clientId; it must be "create", or an object with clientId, servicePrincipalObjectId',
  ],
])
