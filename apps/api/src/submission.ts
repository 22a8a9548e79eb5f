import { createHash } from 'node:crypto'
import { type Static, Type } from 'typebox'

export const maxInlineBytes = 1024 * 1024
const fileName = Type.String({ minLength: 1, maxLength: 1024 })

export const submissionSchema = Type.Object(
  {
    algorithm: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    profile: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 1024 })),
    input: Type.Optional(
      Type.Object(
        {
          name: fileName,
          content: Type.String(),
          encoding: Type.Optional(Type.Union([Type.Literal('utf8'), Type.Literal('base64')])),
        },
        { additionalProperties: false },
      ),
    ),
    inputUploadId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    inputRunId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    options: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]))),
  },
  { additionalProperties: false },
)

export type Submission = Static<typeof submissionSchema>

/** The same for the same request, whatever the order of its members. */
export function fingerprintOf(body: Submission, identity: string, rerunOf?: string): string {
  const { input, algorithm, profile, name, options = {} } = body
  const sorted = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1))
  const request = [
    algorithm ?? null,
    profile ?? null,
    name ?? null,
    input?.name ?? null,
    identity,
    sorted,
    ...(rerunOf === undefined ? [] : [rerunOf]),
  ]
  return createHash('sha256').update(JSON.stringify(request)).digest('hex')
}
