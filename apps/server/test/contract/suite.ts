import { SCOPES, type Scope } from "@parley/api/account/schema";
import { PARTICIPANT_ROLES } from "@parley/db/schema/session";
import { describe, expect, it } from "vitest";
import { SUBJECTS, type Subject } from "./subjects.ts";
import {
  type Answer,
  NOTHING,
  needOf,
  ROLES,
  type Rung,
  type SendOptions,
  type Target,
  TOKEN_SCOPES,
} from "./target.ts";
import { bearer, type Credential, type World } from "./world.ts";

/** What every operation and every procedure keeps to, whoever calls it. */
export function describeContract(targets: Target[], worldOf: () => World): void {
  describe.each(targets)("$name", (target) => {
    const { subject: subjectName, boundary } = target;
    const kind = subjectName && SUBJECTS[subjectName].session;

    const make = async () => (subjectName ? worldOf().make(subjectName) : NOTHING);
    const rungOf = () => target.rung(worldOf());
    const send = (credential: Credential, subject: Subject, options?: SendOptions) =>
      target.send(worldOf(), credential, subject, options);
    const asOwner = () => bearer(worldOf().owner.token);

    async function expectSuccess(credential: Credential, subject: Subject, who: string) {
      const { status, text } = await send(credential, subject, { expectsSuccess: true });
      expect({ who, status, text }).toEqual({ who, status: target.successStatus, text });
      return text;
    }
    const expectRefusal = ({ status, body }: Answer, who: string, refusal: object) =>
      expect({ who, status, body }).toEqual({ who, ...refusal });

    /** The refusal of what exists is the same as of what does not. */
    async function expectHidden(answer: Answer, who: string, subject: Subject) {
      const missing = await send(asOwner(), missingOf(subject));
      expect({ who, ...anonymous(answer, subject.id) }).toEqual({
        who,
        ...anonymous(missing, missingOf(subject).id),
      });
    }
    const anonymous = ({ status, body }: Answer, id: string) => ({
      status,
      body: JSON.stringify(body).replaceAll(id, "ID"),
    });
    const missingOf = (subject: Subject) =>
      subjectName ? { ...subject, id: SUBJECTS[subjectName].missingId } : subject;

    it("lets nobody in without a valid credential, before it looks at the request", async () => {
      const { invalid, unchanged } = worldOf();
      const [rung, subject] = [await rungOf(), await make()];
      await unchanged(async () => {
        for (const [fault, credential] of invalid) {
          if (rung === "public") {
            await expectSuccess(credential, subject, fault);
            continue;
          }
          for (const broken of [false, true]) {
            const answer = await send(credential, subject, { broken });
            expectRefusal(answer, `${fault}, broken: ${broken}`, target.refusal("UNAUTHORIZED"));
          }
        }
      });
    });

    it("lets the owner in by token, by X-API-Key and by cookie", async () => {
      const { token, cookie } = worldOf().owner;
      for (const credential of [bearer(token), { "x-api-key": token }, { cookie }])
        await expectSuccess(credential, await make(), Object.keys(credential).join());
    });

    it("lets in the keys with its scope, and refuses others before it looks at the request", async () => {
      const { keys, unchanged } = worldOf();
      const rung = await rungOf();
      const isAllowed = (scope: Scope) =>
        !target.signedInOnly && (rung === "public" || scope === "*" || scope === scopeOf(rung));
      for (const scope of SCOPES.filter(isAllowed))
        await expectSuccess(bearer(keys[scope]), await make(), scope);
      const subject = await make();
      await unchanged(async () => {
        for (const scope of SCOPES.filter((each) => !isAllowed(each))) {
          for (const broken of target.signedInOnly && scope === "*" ? [false] : [false, true]) {
            const answer = await send(bearer(keys[scope]), subject, { broken });
            expectRefusal(answer, scope, target.refusal("FORBIDDEN", scopeOf(rung)));
          }
        }
      });
    });

    it("lets a session's token into that session alone, to read and write", async () => {
      const { unchanged, other, removed } = worldOf();
      const [rung, subject] = [await rungOf(), await make()];
      const hasScope = rung === "public" || TOKEN_SCOPES.some((scope) => scope === scopeOf(rung));
      const isOpen = hasScope && boundary.sessionTokens && kind !== null;
      if (rung === "public" || (isOpen && subject.token !== "" && !target.personOnly))
        await expectSuccess(bearer(subject.token || other.token), subject, "its own token");
      if (rung === "public") return;
      await unchanged(async () => {
        if (subject.token !== "" && (!isOpen || target.personOnly)) {
          const answer = await send(bearer(subject.token), subject);
          expectRefusal(answer, "its own token", target.refusal("FORBIDDEN"));
        }
        for (const [who, token] of [
          ["the token of another session", other.token],
          ["the token of a removed session", removed.token],
        ] as const) {
          const answer = await send(bearer(token), subject);
          if (isOpen && boundary.others === "hidden") await expectHidden(answer, who, subject);
          else expectRefusal(answer, who, target.refusal("FORBIDDEN"));
        }
        if (isOpen && kind === "agent") {
          const gone = { ...subject, id: removed.id };
          expectRefusal(
            await send(bearer(removed.token), gone),
            "a removed session",
            target.notFound(gone.id),
          );
        }
      });
    });

    it("gives a stranger nothing, and leaves everything as it was", async () => {
      const { stranger, participants, unchanged, ownerUnchanged, ids, secrets, join, leave } = worldOf();
      if ((await rungOf()) === "public") return;
      if (subjectName === null) {
        return ownerUnchanged(async () => {
          const text = await expectSuccess(bearer(stranger.token), NOTHING, "stranger");
          expect([...ids, ...secrets()].filter((secret) => text.includes(secret))).toEqual([]);
        });
      }
      const subject = await make();
      if (kind !== null) {
        await join(subject.id, participants.partner, "partner");
        await leave(subject.id, participants.partner);
      }
      await unchanged(async () => {
        const missing = missingOf(subject);
        expectRefusal(await send(asOwner(), missing), "no such id", target.notFound(missing.id));
        for (const [who, { token }] of [
          ["stranger", stranger],
          ["somebody who has left", participants.partner],
        ] as const) {
          const answer = await send(bearer(token), subject);
          if (kind !== null && boundary.others === "forbidden")
            expectRefusal(answer, who, target.refusal("FORBIDDEN"));
          else await expectHidden(answer, who, subject);
        }
      });
    });

    if (kind !== null)
      it.each(PARTICIPANT_ROLES)("lets a participant do what the role %s allows", async (role) => {
        const { participants, unchanged, join } = worldOf();
        const [rung, subject] = [await rungOf(), await make()];
        const person = participants[role];
        await join(subject.id, person, role);
        if (ROLES[role].includes(needOf(target, rung))) {
          await expectSuccess(bearer(person.token), subject, role);
          return;
        }
        await unchanged(async () => {
          expectRefusal(await send(bearer(person.token), subject), role, target.refusal("FORBIDDEN"));
        });
      });
  });
}

const scopeOf = (rung: Rung) => (typeof rung === "object" ? rung.scope : undefined);
