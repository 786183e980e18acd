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

/** What every operation and every procedure keeps to, by caller. @param worldOf is called while a test runs. */
export function describeContract(targets: Target[], worldOf: () => World): void {
  describe.each(targets)("$name", (target) => {
    const { subject: subjectName, boundary } = target;
    const isSession = subjectName !== null && SUBJECTS[subjectName].session !== null;

    const make = async () => (subjectName ? worldOf().make(subjectName) : NOTHING);
    const missingOf = (subject: Subject) =>
      subjectName ? { ...subject, id: SUBJECTS[subjectName].missingId } : subject;
    const rungOf = () => target.rung(worldOf());
    const send = (credential: Credential, subject: Subject, options?: SendOptions) =>
      target.send(worldOf(), credential, subject, options);

    async function expectSuccess(caller: string, credential: Credential, subject: Subject) {
      const { status, text } = await send(credential, subject, { expectsSuccess: true });
      expect({ caller, status, text }).toEqual({ caller, status: target.successStatus, text });
      return text;
    }

    function expectRefusal(caller: string, { status, body }: Answer, refusal: object) {
      expect({ caller, status, body }).toEqual({ caller, ...refusal });
    }

    /** The subject is refused in the same words as an id that nothing has. */
    async function expectHidden(caller: string, answer: Answer, subject: Subject) {
      const missing = missingOf(subject);
      const toOwner = await send(bearer(worldOf().owner.token), missing);
      expect({ caller, ...withoutId(answer, subject) }).toEqual({ caller, ...withoutId(toOwner, missing) });
    }

    it("lets nobody in without a valid credential, before it looks at the request", async () => {
      const { invalid, unchanged } = worldOf();
      const [rung, subject] = [await rungOf(), await make()];
      await unchanged(async () => {
        for (const [fault, credential] of invalid) {
          if (rung === "public") {
            await expectSuccess(fault, credential, subject);
            continue;
          }
          for (const broken of [false, true]) {
            const answer = await send(credential, subject, { broken });
            expectRefusal(`${fault}, broken: ${broken}`, answer, target.refusal("UNAUTHORIZED"));
          }
        }
      });
    });

    it("lets the owner in by token, by X-API-Key and by cookie", async () => {
      const { token, cookie } = worldOf().owner;
      for (const credential of [bearer(token), { "x-api-key": token }, { cookie }])
        await expectSuccess(Object.keys(credential).join(), credential, await make());
    });

    it("lets in the keys with its scope, and refuses others before it looks at the request", async () => {
      const { keys, unchanged } = worldOf();
      const rung = await rungOf();
      const isAllowed = (scope: Scope) =>
        !target.signedInOnly && (rung === "public" || scope === "*" || scope === scopeOf(rung));
      for (const scope of SCOPES.filter(isAllowed))
        await expectSuccess(scope, bearer(keys[scope]), await make());
      const subject = await make();
      await unchanged(async () => {
        for (const scope of SCOPES.filter((each) => !isAllowed(each))) {
          // A key with every scope passes the rung, so that its request is looked at.
          for (const broken of scope === "*" ? [false] : [false, true]) {
            const answer = await send(bearer(keys[scope]), subject, { broken });
            expectRefusal(scope, answer, target.refusal("FORBIDDEN", scopeOf(rung)));
          }
        }
      });
    });

    it("lets a session's token into that session alone, to read and write", async () => {
      const { unchanged, other, removed } = worldOf();
      const [rung, subject] = [await rungOf(), await make()];
      if (rung === "public") {
        await expectSuccess("a session's token", bearer(other.token), subject);
        return;
      }
      const isOpen = isSession && boundary.sessionTokens && TOKEN_SCOPES.some((s) => s === scopeOf(rung));
      const hasToken = subject.token !== "";
      if (hasToken && isOpen && !target.personOnly)
        await expectSuccess("its own token", bearer(subject.token), subject);
      await unchanged(async () => {
        if (hasToken && (!isOpen || target.personOnly))
          expectRefusal(
            "its own token",
            await send(bearer(subject.token), subject),
            target.refusal("FORBIDDEN"),
          );
        for (const [caller, { token }] of [
          ["the token of another session", other],
          ["the token of a removed session", removed],
        ] as const) {
          const answer = await send(bearer(token), subject);
          if (isOpen && boundary.others === "hidden") await expectHidden(caller, answer, subject);
          else expectRefusal(caller, answer, target.refusal("FORBIDDEN"));
        }
        if (hasToken && isOpen) {
          const answer = await send(bearer(removed.token), { ...subject, id: removed.id });
          expectRefusal("the token of the removed session", answer, target.notFound(removed.id));
        }
      });
    });

    it("gives a stranger nothing, and writes nothing of the owner's", async () => {
      const { owner, stranger, participants, unchanged, ownerUnchanged, ids, secrets, join, leave } =
        worldOf();
      if ((await rungOf()) === "public") return;
      if (subjectName === null) {
        await ownerUnchanged(async () => {
          const text = await expectSuccess("a stranger", bearer(stranger.token), NOTHING);
          expect([...ids, ...secrets].filter((secret) => text.includes(secret))).toEqual([]);
        });
        return;
      }
      const subject = await make();
      if (isSession) {
        await join(subject.id, participants.partner, "partner");
        await leave(subject.id, participants.partner);
      }
      await unchanged(async () => {
        const missing = missingOf(subject);
        const answer = await send(bearer(owner.token), missing);
        expectRefusal("the owner, for no such id", answer, target.notFound(missing.id));
        for (const [caller, { token }] of [
          ["a stranger", stranger],
          ["a participant of another session", participants.editor],
          ["a participant who has left", participants.partner],
        ] as const) {
          const refused = await send(bearer(token), subject);
          if (isSession && boundary.others === "forbidden")
            expectRefusal(caller, refused, target.refusal("FORBIDDEN"));
          else await expectHidden(caller, refused, subject);
        }
      });
    });

    if (isSession)
      it.each(PARTICIPANT_ROLES)("lets a participant do what the role %s allows", async (role) => {
        const { participants, unchanged, join } = worldOf();
        const [rung, subject] = [await rungOf(), await make()];
        const { token } = participants[role];
        await join(subject.id, participants[role], role);
        if (ROLES[role].includes(needOf(target, rung))) {
          await expectSuccess(role, bearer(token), subject);
          return;
        }
        await unchanged(async () =>
          expectRefusal(role, await send(bearer(token), subject), target.refusal("FORBIDDEN")),
        );
      });
  });
}

const scopeOf = (rung: Rung) => (typeof rung === "object" ? rung.scope : undefined);

const withoutId = ({ status, body }: Answer, { id }: Subject) => ({
  status,
  body: JSON.stringify(body).replaceAll(id, "ID"),
});
