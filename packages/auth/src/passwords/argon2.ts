import { hash, type Options, parseOptions, verify } from '@node-rs/argon2'
import { DefinitionError } from 'vivace'

/** What argon2id costs (RFC 9106). */
export interface PasswordCost {
  /** In KiB. */
  readonly memory: number
  /** How many passes. */
  readonly time: number
  /** How many lanes. */
  readonly parallelism: number
}

/** 19 MiB, 2 passes, 1 lane: the first choice of OWASP's password storage sheet and ASVS 5.0 (11.4.2). */
export const usualCost: PasswordCost = { memory: 19_456, time: 2, parallelism: 1 }

// `Algorithm.Argon2id` is an ambient enum, which code that is compiled file by file cannot read.
const argon2id: number = 2

/** Hashes with argon2id and a salt of 16 random bytes, as PHC text. On a thread of libuv's. */
export function argon2Hash(password: string, cost: PasswordCost): Promise<string> {
  return hash(password, { ...optionsOf(cost), algorithm: argon2id })
}

/** Whether a password is that of an argon2 hash. */
export function argon2Verify(password: string, phc: string): Promise<boolean> {
  return verify(phc, password)
}

/** Whether a hash is by argon2id and costs as much as it should: otherwise it is made anew at the next login. */
export function isUpToDate(phc: string, cost: PasswordCost): boolean {
  if (!isArgon2(phc)) return false
  const { algorithm, memoryCost, timeCost, parallelism } = parseOptions(phc)
  const { memory, time, parallelism: lanes } = cost
  const isId = Number(algorithm) === argon2id
  return isId && memoryCost === memory && timeCost === time && parallelism === lanes
}

/** Whether a text is a hash that argon2 made. */
export function isArgon2(text: string): boolean {
  if (!text.startsWith('$argon2')) return false
  try {
    parseOptions(text)
    return true
  } catch {
    return false
  }
}

/** Throws `DefinitionError` AUTH_OPTION_INVALID for a cost below the table of ASVS 5.0, 11.4.2. */
export function judgeCost({ memory, time, parallelism }: PasswordCost): void {
  const least = time >= 3 ? 12_288 : time === 2 ? 19_456 : 47_104
  const isWhole = [memory, time, parallelism].every((number) => Number.isSafeInteger(number) && number >= 1)
  if (isWhole && memory >= least && memory <= 1_048_576 && time <= 100 && parallelism <= 16) return
  throw new DefinitionError({
    code: 'AUTH_OPTION_INVALID',
    where: 'defineAuth(), passwords, cost',
    cause: `m=${memory} KiB, t=${time}, p=${parallelism} is weaker than argon2id should be, or more than a server can bear`,
    remedy: 'leave it out, or take m=47104 with t=1, m=19456 with t=2, m=12288 with t=3, or more',
  })
}

function optionsOf({ memory, time, parallelism }: PasswordCost): Options {
  return { memoryCost: memory, timeCost: time, parallelism }
}
