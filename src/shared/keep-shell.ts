/**
 * The message by which a page asks its worker whether all of the shell is kept; what is not is fetched again first. The answer, by the port
 * sent along, is whether it is whole now.
 */
export interface KeepShell {
  type: typeof keepShellMessage
}
export const keepShellMessage = 'KEEP_SHELL'
