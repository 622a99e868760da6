import type { ComponentChildren } from 'preact'
import type { ProblemKey } from '../shared/problem.ts'
import { Icon } from './Icon.tsx'
import { useText } from './language.tsx'

type Tone = 'info' | 'good' | 'warn' | 'bad'

interface Props {
  tone?: Tone
  /** `false` where it comes into a part that announces what comes into it. */
  live?: boolean
  children: ComponentChildren
}

/** A message that stays until what caused it is over. `bad` and `warn` are announced at once. */
export const Notice = ({ tone = 'info', live = true, children }: Props) => (
  <div
    class={`notice notice-${tone}`}
    role={live ? (tone === 'bad' || tone === 'warn' ? 'alert' : 'status') : undefined}
  >
    <Icon name={tone === 'good' ? 'check' : tone === 'info' ? 'wait' : 'warn'} />
    <div>{children}</div>
  </div>
)

/** A problem in plain words: what happened, what to do. Children may add a way out, such as a button. */
export const ProblemNotice = ({
  problem,
  children,
}: {
  problem: ProblemKey
  children?: ComponentChildren
}) => {
  const t = useText()
  return (
    <Notice tone="bad">
      <p>{t.problems[problem]}</p>
      {children}
    </Notice>
  )
}
