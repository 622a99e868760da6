import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bytes, toBase64Url } from '../../shared/bytes.ts'
import { deflate, inflate } from './deflate.ts'
import { donationLetter, largestDonation, readLetters, receiptLetter } from './envelope.ts'

const bytes = fc.uint8Array({ maxLength: 3000 }).map((array) => array as Bytes)
const jws = fc.stringMatching(/^[A-Za-z0-9_-]{1,60}\.[A-Za-z0-9_-]{1,300}\.[A-Za-z0-9_-]{86}$/)

describe('a letter', () => {
  it('brings exactly what was put in, whatever text stands around it', () =>
    fc.assert(
      fc.asyncProperty(bytes, jws, fc.string(), async (donation, signed, around) => {
        const text = `${around}\n${await donationLetter(donation)}\r\n ${receiptLetter(signed)}\n${around}`
        expect(await readLetters(text)).toEqual([
          { kind: 'donation', bytes: donation },
          { kind: 'receipt', signed },
        ])
      }),
      { numRuns: 50 },
    ))

  it('says that it is damaged once one sign was changed, cut or added, and never brings other bytes', () =>
    fc.assert(
      fc.asyncProperty(
        bytes,
        fc.nat(),
        fc.constantFrom('A', '-', '', '7', '\n', '…'),
        async (donation, at, sign) => {
          const letter = await donationLetter(donation)
          const place = 'sada-donation:1:'.length + (at % (letter.length - 'sada-donation:1:'.length))
          const changed = letter.slice(0, place) + sign + letter.slice(place + 1)
          const [read] = await readLetters(changed)
          if (read?.kind === 'donation') expect(read.bytes).toEqual(donation)
          else expect(read).toEqual({ kind: 'damaged' })
        },
      ),
      { numRuns: 200 },
    ))

  it('reads nothing out of garbage, and never throws', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        expect(await readLetters(text)).toEqual([])
      }),
    ))

  it('knows a version to come by its number', async () => {
    expect(await readLetters('sada-donation:2:whatever')).toEqual([{ kind: 'newer' }])
    expect(await readLetters('sada-receipt:12:whatever')).toEqual([{ kind: 'newer' }])
  })

  it('does not swell in memory: a bomb is damaged', async () => {
    const bomb = await deflate(new Uint8Array(50_000_000))
    expect(bomb.length).toBeLessThan(100_000)
    await expect(inflate(bomb, largestDonation)).rejects.toThrow(RangeError)
    expect(await readLetters(`sada-donation:1:00000000:${toBase64Url(bomb)}`)).toEqual([{ kind: 'damaged' }])
  })
})
