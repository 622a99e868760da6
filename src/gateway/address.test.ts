import { describe, expect, it } from 'vitest'
import { isOurOwn, senderOf } from './address.ts'

describe('isOurOwn', () => {
  it.each([
    ['127.0.0.1', true, true],
    ['127.9.9.9', true, true],
    ['::1', true, true],
    ['::ffff:127.0.0.1', true, true],
    ['10.1.2.3', false, true],
    ['::ffff:192.168.1.9', false, true],
    ['172.31.0.1', false, true],
    ['172.32.0.1', false, false],
    ['fd00::1', false, true],
    ['fe80::1', false, true],
    // A carrier's NAT: many strangers, none of ours.
    ['100.64.0.1', false, false],
    ['203.0.113.5', false, false],
    ['2001:db8::1', false, false],
    ['', false, false],
  ])('%s', (address, machine, network) => {
    expect([isOurOwn(address, 'machine'), isOurOwn(address, 'network')]).toEqual([machine, network])
  })
})

describe('senderOf', () => {
  it.each([
    ['203.0.113.5', '203.0.113.5'],
    ['::ffff:203.0.113.5', '203.0.113.5'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s is %s', (address, sender) => expect(senderOf(address)).toBe(sender))
})
