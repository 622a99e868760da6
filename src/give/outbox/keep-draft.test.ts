// @vitest-environment jsdom
import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Draft, KeptDraft } from './draft.ts'
import { openDraft, sealDraft } from './keep-draft.ts'

const plain: Draft = {
  currency: 'PKR',
  preset: 150_000,
  ownAmount: '',
  commitment: 'now',
  due: '',
  method: 'bank',
  residence: 'home',
  name: '',
  contact: '',
  message: '',
  anonymous: false,
  label: 'for Grandmother',
  agreed: [],
}
const inClear = ({ sealed, ...rest }: KeptDraft): string =>
  JSON.stringify(rest) + String.fromCharCode(...(sealed ?? []))

beforeEach(() => sessionStorage.clear())

describe('a draft as it is kept', () => {
  it('comes back whole in the same session, and shows no word of who gives', () =>
    fc.assert(
      fc.asyncProperty(
        fc.string(),
        fc.string(),
        fc.string({ unit: 'grapheme' }),
        async (name, contact, message) => {
          const draft = { ...plain, name, contact, message }
          const kept = await sealDraft(draft)
          expect(Object.keys(kept)).not.toContain('name')
          expect(await openDraft(kept)).toEqual(draft)
        },
      ),
      { numRuns: 50 },
    ))

  it('is sealed anew each time', async () => {
    const draft = { ...plain, name: 'Zari Gul', more: { fields: { city: 'Quetta' } } }
    const [one, two] = [await sealDraft(draft), await sealDraft(draft)]
    expect(inClear(one)).not.toMatch(/Zari|Quetta/)
    expect(inClear(one)).toContain('150000')
    expect(one.sealed).not.toEqual(two.sealed)
  })

  it('is without who gives once the session is over, and where its bytes were changed', async () => {
    const draft = {
      ...plain,
      name: 'Zari Gul',
      contact: '0300',
      message: 'for all',
      more: { fields: { city: 'Quetta' } },
    }
    const kept = await sealDraft(draft)
    const bent = { ...kept, sealed: kept.sealed!.map((byte, at) => (at === 20 ? byte ^ 1 : byte)) }
    expect(await openDraft(bent)).toEqual(plain)
    sessionStorage.clear()
    expect(await openDraft(kept)).toEqual(plain)
  })

  it('is kept without those words where there is no session storage', async () => {
    const blocked = vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('blocked', 'SecurityError')
    })
    const { name: _, contact: _c, message: _m, ...rest } = plain
    expect(await sealDraft({ ...plain, name: 'Zari Gul' })).toEqual(rest)
    blocked.mockRestore()
  })

  it('of an earlier version opens as it was', async () => {
    expect(await openDraft({ ...plain, name: 'Zari Gul' })).toEqual({ ...plain, name: 'Zari Gul' })
  })
})
