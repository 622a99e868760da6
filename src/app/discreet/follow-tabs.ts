import { discreetKey } from '../../ui/chosen.ts'

/** What is chosen in one tab holds in all. Its code is fetched where somebody chooses it. */
export const followDiscreet = (): void =>
  addEventListener('storage', ({ key }) => {
    // `null`: everything was erased.
    if (key === discreetKey || key === null)
      void import('./discreet.ts').then(({ applyDiscreet }) => applyDiscreet()).catch(() => undefined)
  })
