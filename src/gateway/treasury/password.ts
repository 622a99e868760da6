import { argon2 as argon2WithCallback, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const argon2 = promisify(argon2WithCallback)

/** Argon2id as OWASP's Password Storage Cheat Sheet asks for at least: 19 MiB, 2 passes, 1 lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 }
const saltBytes = 16
const hashBytes = 32

/** Longest password that is looked at; more costs us, and guards nothing. */
const longest = 1024

const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

const hash = (password: string, nonce: Uint8Array, { memory, passes, parallelism }: typeof cost) =>
  argon2('argon2id', {
    message: Buffer.from(password.normalize('NFC').slice(0, longest)),
    nonce,
    parallelism,
    tagLength: hashBytes,
    memory,
    passes,
  }) as Promise<Buffer>

/** A password's hash in PHC string format, with a new salt. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(saltBytes)
  const { memory, passes, parallelism } = cost
  const digest = await hash(password, salt, cost)
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(salt)}$${encode(digest)}`
}

/** Whether this is the password of a hash; takes as long as the hash says. @throws TypeError where it is no such hash */
export const verifyPassword = async (password: string, stored: string): Promise<boolean> => {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(stored)
  if (!match) throw new TypeError('not an Argon2id hash')
  const [, memory, passes, parallelism, salt = '', digest = ''] = match
  const wanted = Buffer.from(digest, 'base64')
  const given = await hash(password, Buffer.from(salt, 'base64'), {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  })
  return wanted.length === given.length && timingSafeEqual(wanted, given)
}
