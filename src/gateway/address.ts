import { BlockList, isIPv6 } from 'node:net'

const machine = new BlockList()
machine.addSubnet('127.0.0.0', 8, 'ipv4')
machine.addAddress('::1', 'ipv6')

/** Private networks: RFC 1918, RFC 3927, RFC 4193 and RFC 4291 section 2.5.6. Not RFC 6598: behind 100.64.0.0/10 is a carrier's crowd. */
const network = new BlockList()
network.addSubnet('10.0.0.0', 8, 'ipv4')
network.addSubnet('172.16.0.0', 12, 'ipv4')
network.addSubnet('192.168.0.0', 16, 'ipv4')
network.addSubnet('169.254.0.0', 16, 'ipv4')
network.addSubnet('fc00::', 7, 'ipv6')
network.addSubnet('fe80::', 10, 'ipv6')

const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')

const within = (list: BlockList, address: string): boolean =>
  list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')

/** Whether an address is this machine's (`machine`), or also of its private network (`network`). */
export const isOurOwn = (address: string, reach: 'machine' | 'network'): boolean => {
  const bare = plain(address)
  if (bare === '') return false
  return within(machine, bare) || (reach === 'network' && within(network, bare))
}

/** Who is counted; `null` for who comes from our own network: a proxy that stands for everybody, or the hall's own Wi-Fi. */
export const countedSender = (address: string): string | null =>
  isOurOwn(address, 'network') ? null : senderOf(address)

/** What is counted as one sender: an IPv4 address, or the /64 that an IPv6 host chooses its addresses from (RFC 4291 section 2.5.4). */
export const senderOf = (address: string): string => {
  const bare = plain(address)
  if (!isIPv6(bare)) return bare
  const [head = '', tail = ''] = bare.split('%')[0]?.split('::') ?? []
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const gap = bare.includes('::') ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0') : []
  const groups = [...left, ...gap, ...right].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
