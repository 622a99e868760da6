import { describe, expect, it } from 'vitest'
import { utf8 } from '../../src/shared/bytes.ts'
import { campaign } from './campaign.ts'
import { newJudge } from './judge.ts'
import { honest, kinds } from './mutate.ts'

describe('mutated packs', () => {
  // `npm run fuzz:packs` takes as many as it is told; this many of every kind are taken with every `npm test`.
  it('never crash the reader, and are never taken for what nobody signed', async () => {
    const { refused, accepted, kinds: seen } = await campaign(5_000, 20_310_107)
    expect([...seen.keys()].sort()).toEqual(kinds.map(([name]) => name).sort())
    expect([...refused.keys()]).toEqual(expect.arrayContaining(['pack', 'signature', 'hash']))
    // What may differ: the page, which files and in what order (both in the check code), and which of two good signatures.
    for (const what of accepted.keys())
      expect(what).toMatch(/^(page|files|signature)( and (files|signature))*$/)
    expect([...accepted.keys()]).toEqual(expect.arrayContaining(['page', 'files', 'signature']))
  }, 240_000)

  it('are judged by a judge that takes the honest pack, and sees what differs', async () => {
    const { judge, whole, twinned, material } = await newJudge()
    const nothing = { page: false, files: false, signature: false }
    for (const held of [false, true]) {
      expect(await judge(whole, held)).toEqual({ taken: true, differs: nothing })
      expect(await judge(twinned, held)).toEqual({ taken: true, differs: { ...nothing, signature: true } })
      expect(await judge(honest({ ...material, page: utf8('other') }), held)).toEqual({
        taken: true,
        differs: { ...nothing, page: true },
      })
      const fewer = honest({ ...material, files: material.files.slice(0, -1) })
      expect(await judge(fewer, held)).toEqual({ taken: true, differs: { ...nothing, files: true } })
    }
  })
})
