// @vitest-environment jsdom
import { cleanup, renderHook, waitFor } from '@testing-library/preact'
import { afterEach, expect, it } from 'vitest'
import { useTrouble } from './use-trouble.ts'

afterEach(cleanup)

it('what is asked for once a voice was heard comes, also where the voice runs dry meanwhile', async () => {
  const { result, rerender } = renderHook(({ wanted }) => useTrouble(wanted), {
    initialProps: { wanted: false },
  })
  expect(result.current).toBeNull()
  rerender({ wanted: true })
  rerender({ wanted: false })
  await waitFor(() => expect(result.current?.Trouble).toBeTypeOf('function'), { timeout: 15_000 })
})
