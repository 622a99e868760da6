import { expect, it } from 'vitest'
import { adviceFor } from './advice.ts'

it('says the most pressing thing first, and never "all is well" beside anything else', () => {
  expect(adviceFor('up', true)).toEqual(['well'])
  expect(adviceFor('up', false)).toEqual(['early'])
  expect(adviceFor('slow', false)).toEqual(['slow', 'early'])
  // Without a link there is nothing to wait for.
  expect(adviceFor('down', false)).toEqual(['down'])
})
