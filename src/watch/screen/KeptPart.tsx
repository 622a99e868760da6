import { useEffect, useState } from 'preact/hooks'
import type { KeptProps } from '../kept/Kept.tsx'

type Code = typeof import('../kept/late.ts')

/** What has to do with what is kept. Its code comes once there is a voice: a first voice waits for nothing of it. */
export const KeptPart = (props: KeptProps) => {
  const [code, setCode] = useState<Code | null>(null)
  const { rung, fromKept } = props.state
  const wanted = fromKept || rung === 'voice' || rung === 'video'
  useEffect(() => {
    // Without it there is no button; the next voice asks again.
    if (wanted && !code) import('../kept/late.ts').then(setCode, () => undefined)
  }, [wanted, code])
  return code && <code.Kept {...props} />
}
