import { createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from 'selfsigned'

const dayMs = 24 * 60 * 60 * 1000
const validDays = 365
const renewDays = 30

export interface CertificateFiles {
  readonly certFile: string
  readonly keyFile: string
}

/**
 * A self-signed TLS certificate for 127.0.0.1 and localhost in `folder`, valid for 365 days. It is its own CA: clients
 * trust `certFile`. Made anew where it is missing, unreadable, does not fit its key or ends within 30 days.
 * @throws where the folder cannot be written.
 */
export async function ensureCertificate(folder: string): Promise<CertificateFiles> {
  const files = { certFile: join(folder, 'tls.crt'), keyFile: join(folder, 'tls.key') }
  if (isUsable(files)) return files
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + validDays * dayMs),
    extensions: [
      // Python's ssl trusts a self-signed certificate only as a CA; OpenSSL then also wants keyCertSign.
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  })
  replaceFile(files.keyFile, made.private)
  replaceFile(files.certFile, made.cert)
  return files
}

function isUsable({ certFile, keyFile }: CertificateFiles): boolean {
  if (!existsSync(certFile) || !existsSync(keyFile)) return false
  try {
    const certificate = new X509Certificate(readFileSync(certFile))
    return (
      certificate.checkPrivateKey(createPrivateKey(readFileSync(keyFile))) &&
      certificate.checkHost('localhost') !== undefined &&
      certificate.checkIP('127.0.0.1') !== undefined &&
      Date.parse(certificate.validTo) - Date.now() > renewDays * dayMs
    )
  } catch {
    return false
  }
}

function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
