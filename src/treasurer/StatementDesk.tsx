import { useState } from 'preact/hooks'
import type { Statement } from '../shared/treasury/statement.ts'
import type { LedgerRow, Treasury } from '../shared/treasury/treasury.ts'
import { enterAll, type Matched, matchStatement, paymentOf } from '../shared/treasury/whole-ledger.ts'
import { MatchedLine } from './MatchedLine.tsx'
import { Problem } from './Problem.tsx'
import { StatementForm } from './StatementForm.tsx'
import { useWork } from './use-work.ts'
import { useSpeech } from './words-context.ts'

type Held = Statement & { account: string }
interface Found {
  statement: Held
  matched: readonly Matched[]
  donations: readonly LedgerRow[]
}

const kinds = ['unsure', 'sure', 'unknown', 'entered'] as const

/** Matches a statement in this browser, lets the treasurer decide, and enters what was decided. */
export const StatementDesk = ({ treasury }: { treasury: Treasury }) => {
  const { t } = useSpeech()
  const { busy, error, run } = useWork()
  const [found, setFound] = useState<Found | null>(null)
  const [chosen, setChosen] = useState<ReadonlyMap<string, LedgerRow>>(new Map())
  const [done, setDone] = useState<{ entered: number; refused: number } | null>(null)

  const match = async (statement: Held) => {
    const { matched, donations } = await matchStatement(treasury, statement.lines, statement.account)
    setFound({ statement, matched, donations })
    setChosen(
      new Map(matched.flatMap(({ key, match: one }) => (one.kind === 'sure' ? [[key, one.donation]] : []))),
    )
  }
  const choose = (key: string, donation: LedgerRow | null) => {
    const next = new Map(chosen)
    if (donation) next.set(key, donation)
    else next.delete(key)
    setChosen(next)
  }
  const enter = ({ statement, matched }: Found) =>
    run(async () => {
      const payments = matched.flatMap((one) => {
        const donation = chosen.get(one.key)
        return donation ? [paymentOf(one, donation)] : []
      })
      const answers = await enterAll(treasury, payments)
      const count = (...outcomes: string[]) =>
        answers.filter(({ outcome }) => outcomes.includes(outcome)).length
      setDone({ entered: count('entered'), refused: answers.length - count('entered', 'known') })
      await match(statement)
    })

  return (
    <>
      <StatementForm
        busy={busy}
        match={(statement) => {
          setDone(null)
          void run(() => match(statement))
        }}
      />
      <Problem error={error} />
      {busy && <p role="status">{t.loading}</p>}
      {done && (
        <p role="status" class="done">
          {t.entered(done.entered)} {done.refused > 0 && t.notEntered(done.refused)}
        </p>
      )}
      {found && (
        <>
          {kinds.map((kind) => {
            const of = found.matched.filter(({ match: { kind: one } }) => one === kind)
            return (
              of.length > 0 && (
                <section key={kind}>
                  <h2>
                    {t.kinds[kind]} ({of.length})
                  </h2>
                  <ul class="cards">
                    {of.map((one) => (
                      <MatchedLine
                        key={one.key}
                        one={one}
                        donations={found.donations}
                        chosen={chosen.get(one.key) ?? null}
                        choose={(donation) => choose(one.key, donation)}
                      />
                    ))}
                  </ul>
                </section>
              )
            )
          })}
          {found.statement.passedOver > 0 && <p class="soft">{t.passedOver(found.statement.passedOver)}</p>}
          <p class="foot">
            <button
              type="button"
              class="button button-main"
              disabled={busy || chosen.size === 0}
              onClick={() => enter(found)}
            >
              {t.enter(chosen.size)}
            </button>
          </p>
        </>
      )}
    </>
  )
}
