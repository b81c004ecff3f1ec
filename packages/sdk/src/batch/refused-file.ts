/** The platform does not take the file, because of its size or whatever it finds. */
export class RefusedFile extends Error {
  readonly isTooLarge: boolean

  constructor(message: string, isTooLarge: boolean) {
    super(message)
    this.isTooLarge = isTooLarge
  }
}
