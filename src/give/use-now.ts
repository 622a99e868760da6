import { useEffect, useState } from 'preact/hooks'

/** The time, ms since the epoch, renewed every `every` ms so that words about time stay true. */
export const useNow = (every = 15_000): number => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}
