import fc from 'fast-check'
import { correction, generate } from 'lean-qr/nano'
import decodeQR from 'qr/decode.js'
import { describe, expect, it } from 'vitest'
import type { Method } from '../../shared/giving.ts'
import type { MerchantCode } from '../../shared/payment-code.ts'
import { referenceOf } from '../../shared/reference.ts'
import { sampleGiving } from '../testing/edition.ts'
import { crc16 } from './crc16.ts'
import { emvCode } from './emv.ts'
import { epcCode } from './epc.ts'
import { paymentCodeOf } from './payment-code.ts'
import { raastCode } from './raast.ts'
import { readTlv, type Tlv, writeTlv } from './tlv.ts'

const tag = fc.nat({ max: 99 }).map((n) => String(n).padStart(2, '0'))
const objects = fc.array(fc.tuple(tag, fc.string({ minLength: 1, maxLength: 99, unit: 'grapheme-ascii' })))
const iban = 'PK81DEMO0000001123456702'
const merchant: MerchantCode = {
  kind: 'merchant',
  tag: '26',
  template: { '01': '0000778801', '00': 'org.example.pay' },
  category: '8398',
  currency: '586',
  country: 'PK',
  name: 'Lantern Assembly',
  city: 'Chiragh',
}

describe('tag, length, value', () => {
  it('reads back what it wrote', () =>
    fc.assert(
      fc.property(objects, (list) => {
        expect(readTlv(writeTlv(list as Tlv[]))).toEqual(list)
      }),
    ))

  it('does not read a text that was cut', () => {
    expect(readTlv('0002')).toBeNull()
    expect(readTlv('0005abcd')).toBeNull()
    expect(readTlv('00xxab')).toBeNull()
  })

  it('refuses what the form cannot carry', () => {
    expect(() => writeTlv([['00', '']])).toThrow(RangeError)
    expect(() => writeTlv([['00', 'x'.repeat(100)]])).toThrow(RangeError)
    expect(() => writeTlv([['0', 'x']])).toThrow(RangeError)
  })
})

/**
 * The same remainder by another way: division of the message as one long binary number by x^16 + x^12 + x^5 + 1, the start value FFFF
 * being the first two bytes inverted.
 */
const crcByDivision = (text: string): string => {
  const bytes = [...new TextEncoder().encode(text), 0, 0]
  bytes[0] = (bytes[0] ?? 0) ^ 0xff
  bytes[1] = (bytes[1] ?? 0) ^ 0xff
  let rest = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  for (let bit = BigInt(bytes.length * 8 - 1); bit >= 16n; bit--)
    if ((rest >> bit) & 1n) rest ^= 0x11021n << (bit - 16n)
  return rest.toString(16).toUpperCase().padStart(4, '0')
}

describe('CRC-16', () => {
  it.each([
    // The sample of EMV QRCPS merchant-presented mode 1.1, annex A: names in two scripts, so bytes and characters differ.
    [
      '00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A0112233449988770708123456786304',
      'A13A',
    ],
  ])('is the one of the published code %s', (body, check) => expect(crc16(body)).toBe(check))

  it('is what is left of a long division', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 2 }), (text) => {
        expect(crc16(text)).toBe(crcByDivision(text))
      }),
    ))

  it('gives the published check value of CCITT-FALSE', () => {
    expect(crc16('123456789')).toBe('29B1')
  })

  it('notices every changed character', () =>
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(), (text, at) => {
        const place = at % text.length
        const other = text[place] === 'A' ? 'B' : 'A'
        expect(crc16(text.slice(0, place) + other + text.slice(place + 1))).not.toBe(crc16(text))
      }),
    ))
})

describe('Raast', () => {
  it('lays out account, amount and expiry, and ends with the check over everything before it', () => {
    const code = raastCode({ iban, amount: '1500.00', expires: Date.UTC(2024, 0, 7, 16, 5) })
    expect(code).toBe(`000202010212020200${`0424${iban}`}05071500.0007120701202421051004${code.slice(-4)}`)
    expect(code.slice(-4)).toBe(crc16(code.slice(0, -4)))
  })

  it('is static where the payer types the amount', () => {
    expect(raastCode({ iban })).toMatch(new RegExp(`^000202010211020200${`0424${iban}`}1004[0-9A-F]{4}$`))
  })

  it('says midnight as 00, in the banks’ time zone', () => {
    expect(raastCode({ iban, amount: '1.00', expires: Date.UTC(2024, 0, 7, 19, 0) })).toContain(
      '0712080120240000',
    )
  })
})

/** Reads codes as the specifications lay them out, without the writer's own parts. */
const decodeTlv = (text: string): Record<string, string> => {
  const found: Record<string, string> = {}
  for (let rest = text; rest !== ''; ) {
    const [, tag = '', length = ''] = /^(\d\d)(\d\d)/.exec(rest) ?? []
    expect(tag, rest).not.toBe('')
    expect(found).not.toHaveProperty(tag)
    found[tag] = [...rest.slice(4)].slice(0, Number(length)).join('')
    expect([...found[tag]]).toHaveLength(Number(length))
    rest = rest.slice(4 + found[tag].length)
  }
  return found
}
const amount = fc.integer({ min: 1, max: 10 ** 11 })
const when = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2040, 0, 1) })
/** Karachi is five hours ahead of UTC, all year. */
const inKarachi = (at: number): string => {
  const [, year, month, day, hour, minute] =
    /^(\d+)-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(new Date(at + 5 * 3_600_000).toISOString()) ?? []
  return `${day}${month}${year}${hour}${minute}`
}

describe('codes read by another decoder', () => {
  const method = sampleGiving.methods[0] as Method
  const reference = referenceOf('018ce5f0-0a1b-7000-8000-000000000001')
  const paid = (minor: number): string => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`

  it('say whom, how much and until when, by Raast', () =>
    fc.assert(
      fc.property(amount, fc.option(fc.nat(10 ** 6).map((n) => n + 1)), when, (minor, fee, now) => {
        const entry = { amount: { currency: 'PKR', minor }, reference, ...(fee && { fee }) }
        const { text } = paymentCodeOf(entry, { ...method, code: { kind: 'raast' } }, now)!
        expect(decodeTlv(text)).toEqual({
          '00': '02',
          '01': '12',
          '02': '00',
          '04': method.account.iban,
          '05': paid(minor + (fee ?? 0)),
          '07': inKarachi(now + 48 * 3_600_000),
          '10': crcByDivision(text.slice(0, -4)),
        })
        expect(text.slice(-8, -4)).toBe('1004')
      }),
    ))

  it('say the same by EMVCo, whatever the currency', () =>
    fc.assert(
      fc.property(
        amount,
        fc.constantFrom(['PKR', 100, 2], ['JPY', 1, 0], ['KWD', 1000, 3]),
        (minor, [currency, unit, places]) => {
          const entry = { amount: { currency: currency as string, minor }, reference }
          const { text } = paymentCodeOf(entry, { ...method, code: merchant }, 0)!
          const read = decodeTlv(text)
          expect(read['00']).toBe('01')
          expect(read['54']).toBe(
            places === 0
              ? String(minor)
              : `${Math.floor(minor / (unit as number))}.${String(minor % (unit as number)).padStart(places as number, '0')}`,
          )
          expect(decodeTlv(read['26']!)['00']).toBe('org.example.pay')
          expect(decodeTlv(read['62']!)).toEqual({ '05': reference.replaceAll(' ', '') })
          expect(read['63']).toBe(crcByDivision(text.slice(0, -4)))
          expect(text.slice(-8, -4)).toBe('6304')
        },
      ),
    ))

  it('say the same by EPC069-12, and only of what it can carry', () =>
    fc.assert(
      fc.property(fc.oneof(amount, fc.integer({ min: 10 ** 11 - 5, max: 10 ** 11 + 5 })), (minor) => {
        const entry = { amount: { currency: 'EUR', minor }, reference }
        const code = paymentCodeOf(entry, { ...method, currency: 'EUR', code: { kind: 'sepa' } }, 0)
        if (minor > 99_999_999_999) {
          expect(code).toBeNull()
          return
        }
        const [
          tag,
          version,
          encoding,
          scheme,
          bic,
          name,
          account,
          money,
          purpose,
          structured,
          free,
          ...more
        ] = code!.text.split('\n')
        expect([tag, version, encoding, scheme]).toEqual(['BCD', '002', '1', 'SCT'])
        expect([bic, name, account]).toEqual(['', method.account.title, method.account.iban])
        expect(money).toBe(`EUR${paid(minor)}`)
        expect([purpose, structured, free]).toEqual(['', '', reference])
        expect(more).toEqual([])
        expect(new TextEncoder().encode(code!.text).length).toBeLessThanOrEqual(331)
      }),
    ))

  it('are drawn at level M, which EPC069-12 wants, and no larger than its version 13', () => {
    for (const length of [20, 150, 331]) {
      const drawn = generate('é'.repeat(length / 2), { minCorrectionLevel: correction.M })
      // Format information (ISO/IEC 18004, 7.9.1): the first two bits, 00 for M, masked with 10.
      expect([drawn.get(0, 8), drawn.get(1, 8)].map(Boolean)).toEqual([true, false])
      expect(drawn.size).toBeLessThanOrEqual(4 * 13 + 17)
    }
  })
})

describe('EMVCo merchant-presented', () => {
  it('holds every mandatory object in order and a right check', () => {
    const code = emvCode(merchant, '1500.00', 'SD7K2M9QXA04TR51')
    const read = new Map(readTlv(code))
    expect([...read.keys()]).toEqual(['00', '01', '26', '52', '53', '54', '58', '59', '60', '62', '63'])
    expect(readTlv(read.get('26') ?? '')).toEqual([
      ['00', 'org.example.pay'],
      ['01', '0000778801'],
    ])
    expect(readTlv(read.get('62') ?? '')).toEqual([['05', 'SD7K2M9QXA04TR51']])
    expect(read.get('54')).toBe('1500.00')
    expect(read.get('63')).toBe(crc16(code.slice(0, -4)))
  })
})

describe('SEPA', () => {
  it('writes the eleven lines of EPC069-12', () => {
    const text = epcCode({
      name: 'Lantern\nAssembly',
      iban: 'DE89370400440532013000',
      amount: '20.50',
      reference: 'SD 7K2M 9QXA 04TR 51',
    })
    expect(text.split('\n')).toEqual([
      'BCD',
      '002',
      '1',
      'SCT',
      '',
      'Lantern Assembly',
      'DE89370400440532013000',
      'EUR20.50',
      '',
      '',
      'SD 7K2M 9QXA 04TR 51',
    ])
  })
})

describe('the code of a donation', () => {
  const method = sampleGiving.methods[0] as Method
  const reference = referenceOf('018ce5f0-0a1b-7000-8000-000000000001')
  const entry = { amount: { currency: 'PKR', minor: 150_000 }, reference }

  it('is there only where the giving file says so', () => {
    expect(paymentCodeOf(entry, method, 0)).toBeNull()
    expect(paymentCodeOf(entry, { ...method, code: { kind: 'raast' } }, 0)?.kind).toBe('raast')
    expect(paymentCodeOf(entry, { ...method, code: { kind: 'sepa' } }, 0)).toBeNull()
    expect(paymentCodeOf(entry, { ...method, code: merchant }, 0)?.text).toContain('SD')
    expect(paymentCodeOf(entry, { ...method, code: { kind: 'of-a-newer-edition' } }, 0)).toBeNull()
    const tooMuch = { ...entry, amount: { currency: 'PKR', minor: 1_000_000_000_001_00 } }
    expect(paymentCodeOf(tooMuch, { ...method, code: merchant }, 0)).toBeNull()
    const swollen = { ...merchant, template: { '00': 'x'.repeat(60), '01': 'y'.repeat(60) } }
    expect(paymentCodeOf(entry, { ...method, code: swollen }, 0)).toBeNull()
  })

  it('is read from the drawn QR code by another’s decoder, as it was', () => {
    for (const [code, currency] of [
      [{ kind: 'raast' }, 'PKR'],
      [merchant, 'PKR'],
      [{ kind: 'sepa' }, 'EUR'],
    ] as const) {
      const paid = { ...entry, amount: { ...entry.amount, currency } }
      const { text } = paymentCodeOf(paid, { ...method, currency, code }, 1_700_000_000_000)!
      const drawn = generate(text, { minCorrectionLevel: correction.M })
      const zoom = 4
      const side = (drawn.size + 8) * zoom
      const data = new Uint8ClampedArray(side * side * 4).fill(255)
      for (let y = 0; y < side; y++)
        for (let x = 0; x < side; x++)
          if (drawn.get(Math.floor(x / zoom) - 4, Math.floor(y / zoom) - 4))
            data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3)
      expect(decodeQR({ width: side, height: side, data })).toBe(text)
    }
  })
})
