/** Settings that a module of the app has declared; `vivace check` reads them without starting the app. */
export interface DeclaredSettings {
  /** Reads them. Throws `SettingsError`. */
  read(): unknown
}

/**
 * Every use of `settings()` in this process, in order.
 *
 *     for (const declared of declaredSettings) declared.read()
 */
export const declaredSettings: Set<DeclaredSettings> = new Set()
