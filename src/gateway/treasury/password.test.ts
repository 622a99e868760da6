import { expect, it } from 'vitest'
import { hashPassword, verifyPassword } from './password.ts'

it('is kept as an Argon2id hash with a salt of its own, at the cost OWASP asks for', async () => {
  const [one, other] = [await hashPassword('four lanterns'), await hashPassword('four lanterns')]
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(one).not.toBe(other)
  expect([await verifyPassword('four lanterns', one), await verifyPassword('Four lanterns', one)]).toEqual([
    true,
    false,
  ])
})

it('is the same typed on another keyboard', async () => {
  expect(await verifyPassword('cafe\u0301 lantern', await hashPassword('caf\u00e9 lantern'))).toBe(true)
})

it('verifies what the reference implementation made', async () => {
  // Reference implementation's test.c: version 0x13, 2 passes, 64 MiB, one lane, "password", "somesalt", Argon2_id.
  const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  expect(await verifyPassword('password', reference)).toBe(true)
  await expect(verifyPassword('password', 'plain')).rejects.toThrow('not an Argon2id hash')
})
