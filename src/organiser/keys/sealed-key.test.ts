import { readFileSync, writeFileSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { createScratch } from '../testing/source.ts'
import { askSecret } from './ask-secret.ts'
import { readKey, readPrivateKey, readPublicKey } from './key-files.ts'
import { generateKey, newKeys } from './new-keys.ts'
import { createPassphrases } from './passphrases.ts'
import { openKey, sealKey } from './sealed-key.ts'

const identity = { id: 'choir', name: { en: 'Choir', ur: 'طائفہ' } }
const secret = 'four lanterns in the rain'
/** A person who types these answers, and what she was asked. */
const person = (...answers: (string | null)[]) => {
  const asked: string[] = []
  const ask = async (prompt: string) => {
    asked.push(prompt)
    return answers.shift() ?? null
  }
  return { asked, passphrases: createPassphrases({ env: {}, ask }) }
}

describe('a key under a passphrase', () => {
  it('opens with it, with no other, and names its public half without it', async () => {
    const key = await generateKey()
    const sealed = await sealKey(key, secret)
    expect(sealed).toMatchObject({ kty: 'EC', crv: 'P-256', x: key.x, y: key.y })
    expect(JSON.stringify(sealed)).not.toContain(key.d)
    expect(await openKey(sealed, secret)).toEqual(key)
    expect(await openKey(sealed, `${secret}.`)).toBeNull()
    const header = decodeProtectedHeader(sealed.jwe)
    expect(header).toMatchObject({ alg: 'PBES2-HS512+A256KW', enc: 'A256GCM', p2c: 600_000 })
  })
  it('takes a passphrase however its letters were composed', async () => {
    const key = await generateKey()
    expect(await openKey(await sealKey(key, 'e\u0301toile du soir'), '\u00e9toile du soir')).toEqual(key)
  })
  it('is refused where its public half is another key’s', async () => {
    const [mine, other] = [await generateKey(), await generateKey()]
    const swapped = { ...(await sealKey(mine, secret)), x: other.x, y: other.y }
    await expect(openKey(swapped, secret)).rejects.toThrow('another than its public half says')
  })
  it('lies in its file, and public keys are read from there without asking', async () => {
    using scratch = createScratch()
    const { organisation } = await newKeys(scratch.in('keys'), identity, secret)
    const { asked, passphrases } = person(secret)
    expect(await readPublicKey(scratch.in('keys'), 'content')).toBe(organisation.contentKey)
    expect(asked).toEqual([])
    const { key, passphrase } = await readKey(scratch.in('keys'), 'content', passphrases)
    expect(passphrase).toBe(secret)
    expect(readFileSync(scratch.in('keys', 'content.jwk.json'), 'utf8')).not.toContain(key.d)
    // Asked once, though there are more keys.
    await readPrivateKey(scratch.in('keys'), 'donation', passphrases)
    expect(asked).toHaveLength(1)
  })
  it('says that its file is damaged, not that the passphrase is wrong', async () => {
    using scratch = createScratch()
    await newKeys(scratch.in('keys'), identity, secret)
    const path = scratch.in('keys', 'content.jwk.json')
    const sealed = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(path, JSON.stringify({ ...sealed, jwe: sealed.jwe.slice(0, 40) }))
    const { passphrases } = person(secret)
    await expect(readPrivateKey(scratch.in('keys'), 'content', passphrases)).rejects.toThrow('is damaged')
  })
})

describe('the passphrase', () => {
  const accept = async (typed: string) => (typed === secret ? 'open' : null)
  it('is asked for again where it was mistyped, three times at most', async () => {
    const { asked, passphrases } = person('wrong', secret)
    expect(await passphrases.open('keys/a', accept)).toEqual({ value: 'open', passphrase: secret })
    expect(asked).toEqual(['Passphrase of keys/a: ', 'Passphrase of keys/a: '])
    const never = person('a', 'b', 'c', secret)
    await expect(never.passphrases.open('keys/a', accept)).rejects.toThrow('does not open keys/a')
    await expect(person(null).passphrases.open('keys/a', accept)).rejects.toThrow('no passphrase was given')
  })
  it('comes from a file, by option or by environment, and nobody is asked then', async () => {
    using scratch = createScratch()
    writeFileSync(scratch.in('good'), `${secret}\nnot this\n`)
    writeFileSync(scratch.in('bad'), 'wrong\n')
    writeFileSync(scratch.in('empty'), '\n')
    const from = (file: string) => createPassphrases({ file: scratch.in(file), env: {}, ask: null })
    expect((await from('good').open('k', accept)).value).toBe('open')
    const env = { SADA_PASSPHRASE_FILE: scratch.in('good') }
    expect((await createPassphrases({ env, ask: null }).open('k', accept)).value).toBe('open')
    await expect(from('bad').open('k', accept)).rejects.toThrow('bad does not open k')
    await expect(from('empty').open('k', accept)).rejects.toThrow('is empty')
    await expect(from('none').open('k', accept)).rejects.toThrow('cannot read the passphrase file')
    await expect(createPassphrases({ env: {}, ask: null }).open('k', accept)).rejects.toThrow('no terminal')
  })
  it('for new keys is typed twice, and not too short', async () => {
    expect(await person('one', 'two', secret, secret).passphrases.choose()).toBe(secret)
    await expect(person('short', 'short').passphrases.choose()).rejects.toThrow('shorter than 8')
    await expect(person('a', 'b', 'c', 'd', 'e', 'f').passphrases.choose()).rejects.toThrow('differ')
  })
})

describe('a terminal', () => {
  const terminal = () => {
    const raw: boolean[] = []
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (on: boolean) => raw.push(on) })
    let shown = ''
    const output = {
      write(text: string) {
        shown += text
      },
    }
    return { input, raw, terminal: { input, output }, shown: () => shown }
  }
  it('does not show what is typed, mends it by backspace, and keeps what was typed ahead', async () => {
    const { input, raw, terminal: at, shown } = terminal()
    const first = askSecret('? ', at)
    input.write('abسx')
    input.write('\u007f\u007fc\rnext\r')
    expect(await first).toBe('abc')
    expect(await askSecret('again? ', at)).toBe('next')
    expect(shown()).toBe('? \nagain? \n')
    expect(raw).toEqual([true, false, true, false])
  })
  it.each(['\u0003', '\u0004'])('lets a person give up (%j), and is itself again', async (key) => {
    const { input, raw, terminal: at } = terminal()
    const answer = askSecret('? ', at)
    input.write(`abc${key}`)
    expect(await answer).toBeNull()
    expect(raw).toEqual([true, false])
  })
})
