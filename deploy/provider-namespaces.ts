/** Resource providers of everything that the stacks make; Terraform is told to register none. */
export const namespaces = [
  ...['Microsoft.AlertsManagement', 'Microsoft.Automation', 'Microsoft.Compute', 'Microsoft.Consumption'],
  ...['Microsoft.ContainerRegistry', 'Microsoft.Databricks', 'Microsoft.Insights', 'Microsoft.KeyVault'],
  ...['Microsoft.ManagedIdentity', 'Microsoft.Network', 'Microsoft.OperationalInsights', 'Microsoft.Storage'],
  'Microsoft.Web',
]
