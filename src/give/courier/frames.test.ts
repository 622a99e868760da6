import fc from 'fast-check'
import decodeQR from 'qr/decode.js'
import { uuidv7 } from 'uuidv7'
import { describe, expect, it } from 'vitest'
import { generateKey } from '../../organiser/keys/new-keys.ts'
import { publicKeyOf } from '../../shared/signature.ts'
import { newEntry } from '../outbox/new-entry.ts'
import { qrPath } from '../QrCode.tsx'
import { donationLetter } from './envelope.ts'
import { createJoiner, framesOf, largeCode, smallCode } from './frames.ts'

const text = fc.stringMatching(/^[A-Za-z0-9_:.-]{1,6000}$/)
const size = fc.constantFrom(80, smallCode, largeCode)

describe('frames', () => {
  it('come together in any order, with losses, repeats, other sets and foreign codes among them', () =>
    fc.assert(
      fc.asyncProperty(text, text, size, fc.infiniteStream(fc.nat()), async (one, other, most, numbers) => {
        fc.pre(one !== other && one.length <= (most - 26) * 90 && other.length <= (most - 26) * 90)
        const [frames, others] = [await framesOf(one, most), await framesOf(other, most)]
        const join = createJoiner()
        let whole = ''
        // Codes seen at random; those of the other text never make it whole here, since one of them is never shown.
        for (let seen = 0; !whole && seen < 100_000; seen++) {
          const pick = numbers.next().value ?? 0
          const code =
            pick % 5 === 0 && others.length > 1
              ? others[pick % (others.length - 1)]!
              : frames[pick % frames.length]!
          const joined = await join(code)
          if (joined.kind === 'whole') whole = joined.text
          else expect(joined.have).toBeLessThan(joined.of)
        }
        expect(whole).toBe(one)
      }),
      { numRuns: 30 },
    ))

  it('fit the code they are made for', () =>
    fc.assert(
      fc.asyncProperty(text, size, async (whole, most) => {
        fc.pre(whole.length <= (most - 26) * 90)
        for (const frame of await framesOf(whole, most)) expect(frame.length).toBeLessThanOrEqual(most)
      }),
      { numRuns: 50 },
    ))

  it('begin anew where a forged part was among them, and then come together', async () => {
    const whole = 'x'.repeat(1200)
    const frames = await framesOf(whole, smallCode)
    const join = createJoiner()
    expect(await join(frames[0]!.replace(/x/g, 'y'))).toEqual({ kind: 'parts', have: 1, of: 3 })
    expect(await join(frames[1]!)).toEqual({ kind: 'parts', have: 2, of: 3 })
    expect(await join(frames[2]!)).toEqual({ kind: 'parts', have: 0, of: 3 })
    for (const frame of frames.slice(0, 2)) await join(frame)
    expect(await join(frames[2]!)).toEqual({ kind: 'whole', text: whole })
  })

  it.each([
    'sada-part:0:3:00000000:x',
    'sada-part:4:3:00000000:x',
    'sada-part:1:3:xyz:x',
    'https://x.test',
    '',
  ])('hand on what is no part as it is: %s', async (read) =>
    expect(await createJoiner()(read)).toEqual({ kind: 'whole', text: read }),
  )
})

/** What a scanner reads off a drawn code: eight pixels a module, as on a screen. */
const scan = (drawn: { path: string; width: number }): string => {
  const scale = 4
  const side = drawn.width * scale
  const data = new Uint8Array(side * side * 4).fill(255)
  for (const [, x, y, length] of drawn.path.matchAll(/M(\d+) (\d+)h(\d+)v1/g))
    for (let row = 0; row < scale; row++)
      for (let column = 0; column < Number(length) * scale; column++)
        data.fill(
          0,
          ((Number(y) * scale + row) * side + Number(x) * scale + column) * 4,
          ((Number(y) * scale + row) * side + Number(x) * scale + column) * 4 + 3,
        )
  return decodeQR({ width: side, height: side, data }, { timeLimit: 5000, effort: 10 })
}

describe('a real donation', () => {
  const declarations = ['own-funds', 'law'].map((id) => ({ id, version: 1, sha256: 'ab'.repeat(32) }))
  const sealed = async (message: string) => {
    const sealingKey = publicKeyOf(await generateKey())
    const details = {
      name: 'Zari Gul Khan',
      contact: 'zari.gul@example.org',
      ...(message && { message }),
      anonymous: false,
      residence: 'home',
      declarations,
    } as const
    return newEntry(
      {
        amount: { currency: 'PKR', minor: 150_000 },
        commitment: 'pledge',
        due: '2031-02-01',
        method: 'bank-pkr',
      },
      { ...details, declarations },
      { organisation: 'lantern-assembly', sealingKey },
      0,
    )
  }

  it('goes into one code that a small screen shows, and into three that any camera reads', async () => {
    const line = await donationLetter((await sealed('')).bytes)
    expect(await framesOf(line, largeCode)).toEqual([line])
    const drawn = qrPath(line, 'L')
    expect(drawn.width).toBeLessThanOrEqual(17 + 4 * 25 + 8)
    expect(scan(drawn)).toBe(line)
    const small = await framesOf(line, smallCode)
    expect(small.length).toBeLessThanOrEqual(3)
    for (const frame of small) {
      expect(qrPath(frame, 'L').width).toBeLessThanOrEqual(17 + 4 * 15 + 8)
      expect(scan(qrPath(frame, 'L'))).toBe(frame)
    }
  })

  it('with the longest message still goes, in several', async () => {
    const line = await donationLetter(
      (await sealed(Array.from({ length: 25 }, () => uuidv7()).join(' '))).bytes,
    )
    const frames = await framesOf(line, largeCode)
    expect(frames.length).toBeGreaterThan(1)
    const join = createJoiner()
    let joined = await join(frames[0]!)
    for (const frame of frames.slice(1).toReversed()) joined = await join(frame)
    expect(joined).toEqual({ kind: 'whole', text: line })
  })
})
