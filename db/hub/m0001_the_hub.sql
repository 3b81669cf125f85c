-- Migration 1: tills, their chains, the streams they read, and what may not be spent twice.
--
-- A tenant (a business) is the unit: every key begins with it and no statement touches two, so that the same
-- schema can be spread over servers by tenant. Frozen: a change is a new migration.

CREATE TABLE tenants (
    tenant text PRIMARY KEY,
    name text NOT NULL,
    life bigint NOT NULL,
    waits_for_all boolean NOT NULL DEFAULT false,
    made_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE devices (
    tenant text NOT NULL,
    device text NOT NULL,
    shop text NOT NULL,
    name text NOT NULL DEFAULT '',
    public_key bytea NOT NULL DEFAULT '',
    epoch integer NOT NULL DEFAULT 0,
    nonce text NOT NULL DEFAULT '',
    machine text NOT NULL DEFAULT '',
    needs bigint NOT NULL DEFAULT 0,
    declared boolean NOT NULL DEFAULT true,
    caught_up boolean NOT NULL DEFAULT true,
    revoked boolean NOT NULL DEFAULT false,
    last_nonce bigint NOT NULL DEFAULT 0,
    paired_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz,
    PRIMARY KEY (tenant, device)
);

-- One-time codes under which tills are paired.
CREATE TABLE pairings (
    tenant text NOT NULL,
    pairing text NOT NULL,
    code text NOT NULL,
    device text NOT NULL,
    shop text NOT NULL,
    name text NOT NULL,
    ends_at timestamptz NOT NULL,
    tries_left integer NOT NULL,
    used_by bytea NOT NULL DEFAULT '',
    PRIMARY KEY (tenant, pairing)
);

CREATE TABLE heads (
    tenant text NOT NULL,
    device text NOT NULL,
    epoch integer NOT NULL,
    seq bigint NOT NULL,
    digest bytea NOT NULL,
    PRIMARY KEY (tenant, device, epoch, seq)
);

CREATE TABLE stream_clocks (
    tenant text NOT NULL,
    stream text NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (tenant, stream)
) WITH (fillfactor = 20);

CREATE TABLE entries (
    tenant text NOT NULL,
    stream text NOT NULL,
    pos bigint NOT NULL,
    id text NOT NULL,
    kind text NOT NULL,
    schema integer NOT NULL,
    hlc bigint NOT NULL,
    at bigint NOT NULL,
    business_on text NOT NULL,
    staff text NOT NULL,
    body bytea NOT NULL,
    device text NOT NULL,
    epoch integer NOT NULL,
    digest bytea NOT NULL,
    PRIMARY KEY (tenant, stream, pos),
    UNIQUE (tenant, id)
);

-- A person's record lies beside its entry, so that it can be forgotten and the entry stay.
CREATE TABLE records (
    tenant text NOT NULL,
    id text NOT NULL,
    member text NOT NULL,
    record bytea NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX records_member ON records (tenant, member);

CREATE TABLE erased (
    tenant text NOT NULL,
    member text NOT NULL,
    PRIMARY KEY (tenant, member)
);

CREATE TABLE balances (
    tenant text NOT NULL,
    account text NOT NULL,
    units bigint NOT NULL,
    PRIMARY KEY (tenant, account)
) WITH (fillfactor = 50);

CREATE TABLE grants (
    tenant text NOT NULL,
    account text NOT NULL,
    device text NOT NULL,
    epoch integer NOT NULL,
    upto bigint NOT NULL,
    spent bigint NOT NULL,
    rid bigint NOT NULL,
    declared boolean NOT NULL,
    PRIMARY KEY (tenant, account, device, epoch)
) WITH (fillfactor = 50);
CREATE INDEX grants_device ON grants (tenant, device, epoch);

CREATE TABLE bookings (
    tenant text NOT NULL,
    sale text NOT NULL,
    device text NOT NULL,
    epoch integer NOT NULL,
    account text NOT NULL,
    units bigint NOT NULL,
    state text NOT NULL,
    PRIMARY KEY (tenant, sale)
);
CREATE INDEX bookings_open ON bookings (tenant, account) WHERE state = 'open';
CREATE INDEX bookings_device ON bookings (tenant, device) WHERE state = 'open';

CREATE TABLE incidents (
    tenant text NOT NULL,
    entry text NOT NULL,
    code text NOT NULL,
    account text NOT NULL,
    device text NOT NULL,
    units bigint NOT NULL,
    noted_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, entry, code, account)
);

-- The second wall: a connection that says whose tenant it works for sees no row of another, whatever is asked.
ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON tenants USING (tenant = current_setting('regulars.tenant'));
ALTER TABLE devices ENABLE ROW LEVEL SECURITY;
ALTER TABLE devices FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON devices USING (tenant = current_setting('regulars.tenant'));
ALTER TABLE pairings ENABLE ROW LEVEL SECURITY;
ALTER TABLE pairings FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON pairings USING (tenant = current_setting('regulars.tenant'));
ALTER TABLE heads ENABLE ROW LEVEL SECURITY;
ALTER TABLE heads FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON heads USING (tenant = current_setting('regulars.tenant'));
ALTER TABLE stream_clocks ENABLE ROW LEVEL SECURITY;
ALTER TABLE stream_clocks FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON stream_clocks USING (tenant = current_setting('regulars.tenant'));
ALTER TABLE entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE entries FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON entries USING (tenant = current_setting('regulars.tenant'));
ALTER TABLE records ENABLE ROW LEVEL SECURITY;
ALTER TABLE records FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON records USING (tenant = current_setting('regulars.tenant'));
ALTER TABLE erased ENABLE ROW LEVEL SECURITY;
ALTER TABLE erased FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON erased USING (tenant = current_setting('regulars.tenant'));
ALTER TABLE balances ENABLE ROW LEVEL SECURITY;
ALTER TABLE balances FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON balances USING (tenant = current_setting('regulars.tenant'));
ALTER TABLE grants ENABLE ROW LEVEL SECURITY;
ALTER TABLE grants FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON grants USING (tenant = current_setting('regulars.tenant'));
ALTER TABLE bookings ENABLE ROW LEVEL SECURITY;
ALTER TABLE bookings FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON bookings USING (tenant = current_setting('regulars.tenant'));
ALTER TABLE incidents ENABLE ROW LEVEL SECURITY;
ALTER TABLE incidents FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON incidents USING (tenant = current_setting('regulars.tenant'));
