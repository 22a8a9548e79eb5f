import { readFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { applicationInsights } from './arm/resource-types/application-insights'
import { forward } from './forward'
import { isDenial, type Parts, recordRefusal } from './parts'

const audience = 'https://monitor.azure.com'

/**
 * In front of the ingestion of Application Insights. The instrumentation key alone is enough, unless the component's
 * `DisableLocalAuth` demands a token; a token that is sent is never ignored: its principal needs the role either way.
 * Sources: https://learn.microsoft.com/azure/azure-monitor/app/azure-ad-authentication#disable-local-authentication,
 * https://github.com/microsoft/ApplicationInsights-dotnet/issues/2795
 */
export function createInsightsGate(parts: Parts): Server {
  const { insights } = parts.upstream
  const ca = insights && readFileSync(insights.caFile, 'utf8')
  return createServer((request, response) => {
    void (async () => {
      const [component] = parts.resources.ofType(applicationInsights.type)
      if (!component || !insights || ca === undefined) return refuse(response, 404, 'There is no such component.')
      const { authorization } = request.headers
      if (authorization === undefined && component.properties.DisableLocalAuth !== true)
        return forward(request, response, insights.url, { ca })
      try {
        const { oid } = await parts.tokens.verify(authorization, [audience])
        parts.access.requireDataRole(oid, component.id, 'Microsoft.Insights/Telemetry/Write')
      } catch (error) {
        if (!isDenial(error)) throw error
        recordRefusal(error, request, parts)
        return refuse(response, 'kind' in error ? 403 : 401, error.message)
      }
      forward(request, response, insights.url, { ca })
    })().catch((error) => {
      console.error(error)
      refuse(response, 500, 'The simulator failed; its log says why.')
    })
  })
}

function refuse(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) return void response.destroy()
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(
    JSON.stringify({ itemsReceived: 0, itemsAccepted: 0, errors: [{ index: 0, statusCode: status, message }] }),
  )
}
