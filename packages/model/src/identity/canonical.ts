/** Either the text the platform stores, or the rule it breaks, to end a sentence with: "must be …". */
export type Canonical =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly rule: string }

/** Turns what people have into what the platform stores. Given its own answer, it gives that answer again. */
export type CanonicalRule = (text: string) => Canonical

/** The same without a reason: what the platform stores, or undefined. A client needs no more, and carries no sentence. */
export type CanonicalForm = (text: string) => string | undefined
