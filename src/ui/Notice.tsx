import type { ComponentChildren } from 'preact'
import type { ProblemKey } from '../shared/problem.ts'
import { Icon } from './Icon.tsx'
import { useText } from './language.tsx'

type Tone = 'info' | 'good' | 'warn' | 'bad'

/** A message that stays until what caused it is over. `bad` and `warn` are announced at once. */
export const Notice = ({ tone = 'info', children }: { tone?: Tone; children: ComponentChildren }) => (
  <div class={`notice notice-${tone}`} role={tone === 'bad' || tone === 'warn' ? 'alert' : 'status'}>
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
