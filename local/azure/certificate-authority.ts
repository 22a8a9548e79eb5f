import { createPrivateKey, KeyObject, webcrypto, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSecureContext, type SecureContext } from 'node:tls'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'

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
    const { cert, key } = await newAuthority()
    writeFileSync(keyFile, key, { mode: 0o600 })
    writeFileSync(caFile, cert)
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

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const authorityName = 'CN=Slipway rehearsal'

async function newAuthority(): Promise<{ readonly cert: string; readonly key: string }> {
  const keys = await newKeys()
  const cert = await X509CertificateGenerator.createSelfSigned({
    name: authorityName,
    ...validity(),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { cert: cert.toString('pem'), key: pem(keys.privateKey) }
}

/** With the key identifiers that strict clients ask for, such as Python's from 3.13 on. */
async function signed(host: string, ca: { cert: string; key: string }): Promise<SecureContext> {
  const keys = await newKeys()
  const authority = new X509Certificate(ca.cert)
  const authorityKey = await webcrypto.subtle.importKey(
    'spki',
    authority.publicKey.export({ type: 'spki', format: 'der' }),
    algorithm,
    true,
    ['verify'],
  )
  const signingKey = await webcrypto.subtle.importKey(
    'pkcs8',
    createPrivateKey(ca.key).export({ type: 'pkcs8', format: 'der' }),
    algorithm,
    false,
    ['sign'],
  )
  const leaf = await X509CertificateGenerator.create({
    // Names may be longer than the 64 characters of a common name.
    subject: `CN=${host.slice(0, 64)}`,
    issuer: authorityName,
    ...validity(),
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([{ type: 'dns', value: host }]),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(authorityKey),
    ],
  })
  return createSecureContext({ cert: `${leaf.toString('pem')}\n${ca.cert}`, key: pem(keys.privateKey) })
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}

function pem(key: webcrypto.CryptoKey): string {
  return KeyObject.from(key).export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** From a while ago, for clocks that are behind. */
function validity() {
  return { notBefore: new Date(Date.now() - dayMs), notAfter: new Date(Date.now() + validDays * dayMs) }
}
