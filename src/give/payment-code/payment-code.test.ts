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

describe('CRC-16', () => {
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
  })

  it('is read from the drawn QR code by another’s decoder, as it was', () => {
    for (const code of [{ kind: 'raast' } as const, merchant]) {
      const { text } = paymentCodeOf(entry, { ...method, code }, 1_700_000_000_000)!
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
