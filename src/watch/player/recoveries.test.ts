import { expect, it } from 'vitest'
import { createRecoveries } from './recoveries.ts'

it('tries three times in a minute, however many there were before', () => {
  const mayRecover = createRecoveries()
  for (let hour = 1; hour <= 4; hour++) {
    const at = hour * 3_600_000
    expect([0, 10_000, 20_000, 30_000].map((later) => mayRecover(at + later))).toEqual([
      true,
      true,
      true,
      false,
    ])
  }
})
