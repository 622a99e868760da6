import { expect, it } from 'vitest'
import { inHand, withInHand } from './in-hand.ts'

it('counts what is under way, also where it fails', async () => {
  let end = () => {}
  const first = withInHand(() => new Promise<string>((resolve) => (end = () => resolve('taken'))))
  const second = withInHand(async () => {
    throw new Error('refused')
  })
  expect(inHand.get()).toBe(2)
  await expect(second).rejects.toThrow('refused')
  expect(inHand.get()).toBe(1)
  end()
  expect(await first).toBe('taken')
  expect(inHand.get()).toBe(0)
})
