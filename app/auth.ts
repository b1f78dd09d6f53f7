// next-auth, for signing people in only. Sessions are read with app/session.ts.
import NextAuth, { CredentialsSignin } from 'next-auth';
import type { RefusalCode } from '../domain/refusal';
import { authConfig } from './authConfig';

/** A refused sign-in: the only error that next-auth hands on with its code. */
export class SignInRefused extends CredentialsSignin {
  override code: RefusalCode;
  constructor(code: RefusalCode) {
    super();
    this.code = code;
  }
}

export const { handlers, signIn, signOut } = NextAuth(() => authConfig((code) => new SignInRefused(code)));
