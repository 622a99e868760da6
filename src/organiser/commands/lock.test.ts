import { expect, it } from 'vitest'
import { readCode } from '../../shared/lock/code.ts'
import { readWords } from '../../shared/lock/lock-words.ts'
import { runToEnd } from '../testing/command.ts'
import { createScratch, demoKeys } from '../testing/source.ts'

it('a lock’s key is made once and shown as code and words of one key', async () => {
  using scratch = createScratch()
  const at = ['--keys', scratch.folder]
  const made = await runToEnd(['lock', 'new', 'anthem', ...at])
  expect(made).toMatchObject({ code: 0, err: '', out: expect.stringContaining('locks/anthem.jwk.json') })
  const shown = await runToEnd(['lock', 'show', 'anthem', ...at, '--json'])
  const { code, words } = JSON.parse(shown.out) as { code: string; words: string }
  expect(readCode(code)).toEqual(readWords(words))
  expect(readCode(code)).toHaveProperty('key')
  // Making it says nothing that somebody looking over a shoulder could use.
  expect(made.out).not.toContain(code)
  const again = await runToEnd(['lock', 'new', 'anthem', ...at])
  expect(again).toMatchObject({ code: 1, out: '', err: expect.stringContaining('never overwritten') })
  const plain = await runToEnd(['lock', 'show', 'anthem', ...at])
  expect(plain.out).toBe(`${code}\n${words}\n`)
})
it('wrong use and missing keys say what to do', async () => {
  const asked = async (...argv: string[]) => {
    const { code, out, err } = await runToEnd(argv)
    return [code, out, err.split('\n')[0]]
  }
  expect(await asked('lock', 'new')).toEqual([2, '', 'sada: name one lock'])
  expect(await asked('lock', 'new', 'Nine!', '--keys', demoKeys)).toEqual([
    2,
    '',
    'sada: not an id: Nine! (use a-z, 0-9 and hyphens)',
  ])
  expect(await asked('lock', 'show', 'at-nine')).toEqual([
    2,
    '',
    'sada: say where the keys are: --keys <folder>',
  ])
  const [code, , message] = await asked('lock', 'show', 'nothing', '--keys', demoKeys)
  expect([code, message]).toEqual([1, expect.stringContaining('cannot read the key of nothing')])
})
