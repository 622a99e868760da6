import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isSigned, parseSignature, signDelivery, tolerance } from './stripe-signature.ts'

const body = Buffer.from('{"id":"evt_1"}')
const at = 1_704_642_000
const now = at * 1000
/** By another implementation: Python's hmac over `1704642000.{"id":"evt_1"}` with the key `whsec_test`. */
const known = 'bc53b912227528518d253449913affe626414804dbce842ae560119dd027b3ef'

it('is what another implementation makes', () => {
  expect(signDelivery(['whsec_test'], at, body)).toBe(`t=${at},v1=${known}`)
  expect(isSigned(body, `t=${at},v1=${known}`, ['whsec_test'], now)).toBe(true)
})

it('is believed while one secret takes the other’s place, on either side', () => {
  expect(isSigned(body, signDelivery(['new', 'old'], at, body), ['old'], now)).toBe(true)
  expect(isSigned(body, signDelivery(['new', 'old'], at, body), ['new'], now)).toBe(true)
  expect(isSigned(body, signDelivery(['old'], at, body), ['new', 'old'], now)).toBe(true)
  expect(isSigned(body, signDelivery(['other'], at, body), ['new', 'old'], now)).toBe(false)
  expect(isSigned(body, signDelivery(['one'], at, body), [], now)).toBe(false)
})

it('is believed for five minutes, before and after', () => {
  const header = signDelivery(['one'], at, body)
  for (const late of [-tolerance, 0, tolerance])
    expect(isSigned(body, header, ['one'], now + late * 1000)).toBe(true)
  for (const late of [-tolerance - 1, tolerance + 1, 86_400])
    expect(isSigned(body, header, ['one'], now + late * 1000)).toBe(false)
})

it.each([
  ['nothing', ''],
  ['no time', `v1=${known}`],
  ['two times', `t=${at},t=${at},v1=${known}`],
  ['no number for a time', `t=1e9,v1=${known}`],
  ['a weaker scheme only', `t=${at},v0=${known}`],
  ['a short signature', `t=${at},v1=${known.slice(2)}`],
  ['no hexadecimal', `t=${at},v1=${'z'.repeat(64)}`],
  ['too much', `t=${at},v1=${known}${',v1='.repeat(1000)}`],
])('is none with %s', (_, header) => {
  expect(parseSignature(header)).toBeNull()
  expect(isSigned(body, header, ['whsec_test'], now)).toBe(false)
})

const bytes = fc.uint8Array({ maxLength: 200 })
const secret = fc.string({ minLength: 1, maxLength: 40 })

it('holds for what was signed and for nothing else', () => {
  fc.assert(
    fc.property(bytes, secret, fc.nat(4_000_000_000), fc.nat(), (some, key, time, where) => {
      const header = signDelivery([key], time, some)
      expect(isSigned(some, header, [key], time * 1000)).toBe(true)
      const other = Uint8Array.from([...some, 0])
      other[where % other.length]! ^= 1
      expect(isSigned(other, header, [key], time * 1000)).toBe(false)
      expect(isSigned(some, header, [`${key}x`], time * 1000)).toBe(false)
      // Another time under the same signature.
      expect(isSigned(some, header.replace(`t=${time}`, `t=${time + 1}`), [key], (time + 1) * 1000)).toBe(
        false,
      )
    }),
  )
})

it('reads any text without a fault, and only what it would take', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('t=', 'v1=', ',', '=', `t=${at}`, `v1=${known}`, 'v0=1'),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const header = pieces.join('')
      const parsed = parseSignature(header)
      if (parsed === null) return
      expect(header).toContain(`t=${header.match(/t=\s*(\d+)/)?.[1]}`)
      expect(parsed.v1.length).toBeGreaterThan(0)
      for (const one of parsed.v1) expect(one).toMatch(/^[0-9a-f]{64}$/)
    }),
  )
})
