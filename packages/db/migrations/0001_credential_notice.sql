-- A credential that ends is dropped from every server process's memory at once, by whatever road it ended.
CREATE FUNCTION "announce_ended_credential"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'auth_session' THEN
    PERFORM pg_notify('parley_credential', encode(sha256(convert_to(OLD.token, 'UTF8')), 'hex'));
  ELSE
    PERFORM pg_notify('parley_credential', OLD.hash);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "auth_session_ended" AFTER DELETE ON "auth_session"
  FOR EACH ROW EXECUTE FUNCTION "announce_ended_credential"();
--> statement-breakpoint
CREATE TRIGGER "api_key_ended" AFTER DELETE OR UPDATE OF "revoked_at" ON "api_key"
  FOR EACH ROW EXECUTE FUNCTION "announce_ended_credential"();
