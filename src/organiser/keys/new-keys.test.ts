import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { fingerprint, keyId } from '../../shared/signature.ts'
import { createScratch } from '../testing/source.ts'
import { readEditionKeys, readPrivateKey, readPublicKey } from './key-files.ts'
import { newKeys } from './new-keys.ts'

const identity = { id: 'choir', name: { en: 'Choir', ur: 'طائفہ' } }

it('makes four different keys that only their owner can read, and says their fingerprints', async () => {
  using scratch = createScratch()
  const { fingerprints, organisation } = await newKeys(scratch.in('keys'), identity)
  const keys = await readEditionKeys(scratch.in('keys'))
  expect(new Set(Object.values(fingerprints)).size).toBe(4)
  expect(fingerprint(await keyId(keys.sealing))).toBe(fingerprints.sealing)
  expect(organisation).toMatchObject(identity)
  expect(JSON.parse(readFileSync(scratch.in('keys', 'organisation.json'), 'utf8'))).toEqual(organisation)
  for (const name of readdirSync(scratch.in('keys')).filter((file) => file.endsWith('.jwk.json')))
    expect(statSync(scratch.in('keys', name)).mode & 0o077).toBe(0)
})
it('overwrites nothing, and leaves nothing half made', async () => {
  using scratch = createScratch()
  writeFileSync(scratch.in('sealing.jwk.json'), 'precious')
  await expect(newKeys(scratch.folder, identity)).rejects.toThrow('keys are never overwritten')
  expect(readdirSync(scratch.folder)).toEqual(['sealing.jwk.json'])
  expect(readFileSync(scratch.in('sealing.jwk.json'), 'utf8')).toBe('precious')
})
it('reads a public half alone where that will do, and says what a file is not', async () => {
  using scratch = createScratch()
  await newKeys(scratch.folder, identity)
  const path = scratch.in('sealing.jwk.json')
  const { d: _secret, ...half } = JSON.parse(readFileSync(path, 'utf8'))
  writeFileSync(path, JSON.stringify(half))
  expect(await readPublicKey(scratch.folder, 'sealing')).toMatch(/^[\w-]{87}$/)
  await expect(readPrivateKey(scratch.folder, 'sealing')).rejects.toThrow('is not a P-256 key as JWK')
  await expect(readPrivateKey(scratch.in('nowhere'), 'content')).rejects.toThrow(
    'cannot read the content key',
  )
})
