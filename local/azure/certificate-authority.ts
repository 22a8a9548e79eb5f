import { createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSecureContext, type SecureContext } from 'node:tls'
import { generate } from 'selfsigned'

const dayMs = 24 * 60 * 60 * 1000
const validDays = 365
const renewDays = 30

export interface CertificateAuthority {
  /** What clients trust, PEM. */
  readonly caFile: string
  /** Certificate and key for one host name, signed when it is first asked for. */
  contextFor(host: string): Promise<SecureContext>
}

/**
 * An authority of our own that signs a certificate for each host as it is called: a wildcard covers one label only, and
 * Azure has names of more. Kept in `folder`, so that a restart is still trusted, until it ends within 30 days.
 * @throws where the folder cannot be written
 */
export async function openCertificateAuthority(folder: string): Promise<CertificateAuthority> {
  const caFile = join(folder, 'ca.crt')
  const keyFile = join(folder, 'ca.key')
  if (!isUsable(caFile, keyFile)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const made = await generate([{ name: 'commonName', value: 'Slipway rehearsal' }], {
      keyType: 'ec',
      algorithm: 'sha256',
      notAfterDate: new Date(Date.now() + validDays * dayMs),
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      ],
    })
    writeFileSync(keyFile, made.private, { mode: 0o600 })
    writeFileSync(caFile, made.cert)
  }
  const ca = { cert: readFileSync(caFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
  const contexts = new Map<string, Promise<SecureContext>>()
  return {
    caFile,
    contextFor(host) {
      const known = contexts.get(host) ?? signed(host, ca)
      contexts.set(host, known)
      return known
    },
  }
}

function isUsable(caFile: string, keyFile: string): boolean {
  if (!existsSync(caFile) || !existsSync(keyFile)) return false
  try {
    const certificate = new X509Certificate(readFileSync(caFile))
    const left = Date.parse(certificate.validTo) - Date.now()
    return left > renewDays * dayMs && certificate.checkPrivateKey(createPrivateKey(readFileSync(keyFile)))
  } catch {
    return false
  }
}

async function signed(host: string, ca: { cert: string; key: string }): Promise<SecureContext> {
  // Names may be longer than the 64 characters of a common name.
  const leaf = await generate([{ name: 'commonName', value: host.slice(0, 64) }], {
    ca,
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + validDays * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
    ],
  })
  return createSecureContext({ cert: `${leaf.cert}\n${ca.cert}`, key: leaf.private })
}
