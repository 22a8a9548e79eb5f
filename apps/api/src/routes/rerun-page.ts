import type { FastifyPluginAsync } from 'fastify'
import { access } from '../auth'
import { rerunPage } from '../rerun-page'

/** Public, because it holds nothing of the run and lets a person sign in. */
export const rerunPageRoute: FastifyPluginAsync = async (app) => {
  app.get('/runs/:id/rerun', { config: { access: access.public }, schema: { hide: true } }, async (_request, reply) =>
    reply
      .header('content-security-policy', rerunPage.contentSecurityPolicy)
      .type('text/html; charset=utf-8')
      .send(rerunPage.html),
  )
}
