import { afterAll } from 'vitest'

/** Longer than Preact waits for a frame (35 ms): none comes where its clock was begun while timers were held, ms. */
const noFrame = 50

/**
 * Effects of the last render come a frame later, or 35 ms where there is none (Preact, `afterNextFrame`), and may render once more:
 * they are to find their window, not what is left without one.
 */
afterAll(async () => {
  const { requestAnimationFrame: nextFrame } = globalThis as {
    requestAnimationFrame?: (then: () => void) => void
  }
  if (!nextFrame) return
  for (let frame = 0; frame < 3; frame++)
    await new Promise((resolve) => {
      nextFrame(() => setTimeout(resolve))
      setTimeout(resolve, noFrame)
    })
})
