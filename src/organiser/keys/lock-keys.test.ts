import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { toBase64Url } from '../../shared/bytes.ts'
import { createScratch } from '../testing/source.ts'
import { lockKeyPath, newLockKey, readLockKey, readLockKeys } from './lock-keys.ts'
import { createPassphrases } from './passphrases.ts'

it('makes a key that only its owner can read, and reads it back', async () => {
  using scratch = createScratch()
  const key = await newLockKey(scratch.folder, 'at-nine')
  expect(key).toHaveLength(16)
  expect(await readLockKey(scratch.folder, 'at-nine')).toEqual(key)
  expect(statSync(lockKeyPath(scratch.folder, 'at-nine')).mode & 0o077).toBe(0)
  expect(statSync(scratch.in('locks')).mode & 0o077).toBe(0)
  const other = await newLockKey(scratch.folder, 'anthem')
  expect(await readLockKeys(scratch.folder)).toEqual(
    new Map([
      ['anthem', other],
      ['at-nine', key],
    ]),
  )
})
it('overwrites none', async () => {
  using scratch = createScratch()
  await newLockKey(scratch.folder, 'at-nine')
  const before = readFileSync(lockKeyPath(scratch.folder, 'at-nine'), 'utf8')
  await expect(newLockKey(scratch.folder, 'at-nine')).rejects.toThrow('keys are never overwritten')
  expect(readFileSync(lockKeyPath(scratch.folder, 'at-nine'), 'utf8')).toBe(before)
  expect(readdirSync(scratch.in('locks'))).toHaveLength(1)
})
it('says what is missing and what is none', async () => {
  using scratch = createScratch()
  expect(await readLockKeys(scratch.folder)).toEqual(new Map())
  await expect(readLockKey(scratch.folder, 'at-nine')).rejects.toMatchObject({
    name: 'CommandError',
    message: expect.stringContaining('cannot read the key of at-nine'),
    advice: expect.stringContaining('lock new at-nine'),
  })
  await newLockKey(scratch.folder, 'at-nine')
  writeFileSync(lockKeyPath(scratch.folder, 'at-nine'), '{"kty":"oct","k":"c2hvcnQ"}')
  await expect(readLockKeys(scratch.folder)).rejects.toThrow('is not a key of 16 bytes')
})

describe('under a passphrase', () => {
  const asking = (...answers: string[]) => {
    const asked: string[] = []
    const ask = async (prompt: string) => {
      asked.push(prompt)
      return answers.shift() ?? null
    }
    return { asked, passphrases: createPassphrases({ env: {}, ask }) }
  }
  it('says nothing of the key, and opens with it only', async () => {
    using scratch = createScratch()
    const key = await newLockKey(scratch.folder, 'at-nine', 'four lanterns in the rain')
    const text = readFileSync(lockKeyPath(scratch.folder, 'at-nine'), 'utf8')
    expect(Object.keys(JSON.parse(text))).toEqual(['kty', 'jwe'])
    expect(text).not.toContain(toBase64Url(key))
    const { passphrases, asked } = asking('five lanterns in the rain', 'four lanterns in the rain')
    expect(await readLockKey(scratch.folder, 'at-nine', passphrases)).toEqual(key)
    expect(asked).toHaveLength(2)
    // Asked for once, however many keys there are.
    expect(await readLockKeys(scratch.folder, passphrases)).toEqual(new Map([['at-nine', key]]))
    expect(asked).toHaveLength(2)
    await expect(
      readLockKey(scratch.folder, 'at-nine', createPassphrases({ env: {}, ask: null })),
    ).rejects.toThrow('no terminal')
  })
  it('says where the file is damaged', async () => {
    using scratch = createScratch()
    await newLockKey(scratch.folder, 'at-nine', 'four lanterns in the rain')
    const path = lockKeyPath(scratch.folder, 'at-nine')
    writeFileSync(path, JSON.stringify({ kty: 'oct', jwe: 'no.such.thing' }))
    await expect(readLockKey(scratch.folder, 'at-nine', asking('x').passphrases)).rejects.toThrow(
      'is damaged',
    )
  })
})
