-- Generated from the migrations; compared by tests/unit/storage/test_schema.py.

CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);

CREATE TABLE card_statuses (
    number TEXT PRIMARY KEY NOT NULL,
    status TEXT NOT NULL,
    reason TEXT NOT NULL,
    replaced_by TEXT NOT NULL,
    stamp TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE cards (
    number TEXT NOT NULL,
    list TEXT NOT NULL,
    member TEXT NOT NULL,
    stamp TEXT NOT NULL,
    PRIMARY KEY (number, list)
) STRICT, WITHOUT ROWID;

CREATE INDEX cards_member ON cards (member);

CREATE TABLE consent_answers (
    member TEXT NOT NULL,
    purpose TEXT NOT NULL,
    stamp TEXT NOT NULL,
    granted INTEGER NOT NULL,
    version TEXT NOT NULL,
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    channel TEXT NOT NULL,
    till INTEGER NOT NULL,
    staff TEXT NOT NULL,
    at INTEGER NOT NULL,
    after TEXT NOT NULL,
    PRIMARY KEY (member, purpose, stamp)
) STRICT, WITHOUT ROWID;

CREATE TABLE consent_texts (
    digest TEXT PRIMARY KEY NOT NULL,
    purpose TEXT NOT NULL,
    language TEXT NOT NULL,
    version TEXT NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    stamp TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE consents (
    member TEXT NOT NULL,
    purpose TEXT NOT NULL,
    list TEXT NOT NULL,
    granted INTEGER NOT NULL,
    version TEXT NOT NULL,
    language TEXT NOT NULL,
    channel TEXT NOT NULL,
    at INTEGER NOT NULL,
    stamp TEXT NOT NULL,
    PRIMARY KEY (member, purpose, list)
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    sale TEXT NOT NULL,
    basket BLOB NOT NULL
) STRICT;

CREATE TABLE erasures (
    member TEXT PRIMARY KEY NOT NULL,
    act TEXT NOT NULL,
    reason TEXT NOT NULL,
    till INTEGER NOT NULL,
    staff TEXT NOT NULL,
    at INTEGER NOT NULL,
    business_on TEXT NOT NULL,
    stamp TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE facts (
    n INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    schema INTEGER NOT NULL,
    shop TEXT NOT NULL,
    till INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    prev BLOB NOT NULL,
    hlc INTEGER NOT NULL,
    at INTEGER NOT NULL,
    business_on TEXT NOT NULL,
    staff TEXT NOT NULL,
    entry_hash BLOB NOT NULL,
    chain_hash BLOB NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (till, epoch, seq)
) STRICT;

CREATE INDEX facts_canonical ON facts (hlc, id);

CREATE INDEX facts_kind ON facts (kind, business_on, seq);

CREATE TABLE held_baskets (
    sale TEXT PRIMARY KEY NOT NULL,
    basket BLOB NOT NULL,
    note TEXT NOT NULL,
    staff TEXT NOT NULL,
    held_at INTEGER NOT NULL,
    business_on TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE identity (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    shop TEXT NOT NULL,
    till INTEGER NOT NULL CHECK (till BETWEEN 1 AND 99),
    epoch INTEGER NOT NULL CHECK (epoch >= 1)
) STRICT;

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

CREATE TABLE list_batches (
    list TEXT NOT NULL,
    batch INTEGER NOT NULL,
    digest BLOB NOT NULL,
    rows BLOB NOT NULL,
    PRIMARY KEY (list, batch)
) STRICT, WITHOUT ROWID;

CREATE TABLE lists (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    rows INTEGER NOT NULL,
    source TEXT NOT NULL,
    at INTEGER NOT NULL,
    business_on TEXT NOT NULL,
    stamp TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE member_alterations (
    member TEXT NOT NULL,
    stamp TEXT NOT NULL,
    what TEXT NOT NULL,
    till INTEGER NOT NULL,
    staff TEXT NOT NULL,
    at INTEGER NOT NULL,
    business_on TEXT NOT NULL,
    PRIMARY KEY (member, stamp)
) STRICT, WITHOUT ROWID;

CREATE TABLE member_merges (
    merge TEXT PRIMARY KEY NOT NULL,
    low TEXT NOT NULL DEFAULT '',
    high TEXT NOT NULL DEFAULT '',
    at INTEGER NOT NULL DEFAULT 0,
    business_on TEXT NOT NULL DEFAULT '',
    staff TEXT NOT NULL DEFAULT '',
    made_stamp TEXT NOT NULL DEFAULT '',
    undone_at INTEGER NOT NULL DEFAULT 0,
    undone_on TEXT NOT NULL DEFAULT '',
    undone_stamp TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE INDEX member_merges_high ON member_merges (high, low) WHERE undone_stamp = '';

CREATE INDEX member_merges_low ON member_merges (low, high) WHERE undone_stamp = '';

CREATE VIRTUAL TABLE member_words USING fts5(
    folded, content='members', content_rowid='n', tokenize='ascii', prefix='1 2 3', detail='none', columnsize=0
);

CREATE VIRTUAL TABLE member_words_vocabulary USING fts5vocab('member_words', 'row');

CREATE TABLE members (
    n INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL,
    list TEXT NOT NULL,
    joined_on TEXT NOT NULL DEFAULT '',
    channel TEXT NOT NULL DEFAULT '',
    joined_stamp TEXT NOT NULL DEFAULT '',
    person BLOB NOT NULL DEFAULT x'',
    shown_name TEXT NOT NULL DEFAULT '',
    masked_phone TEXT NOT NULL DEFAULT '',
    phone_back TEXT NOT NULL DEFAULT '',
    external TEXT NOT NULL DEFAULT '',
    folded TEXT NOT NULL DEFAULT '',
    person_stamp TEXT NOT NULL DEFAULT '',
    UNIQUE (id, list)
) STRICT;

CREATE INDEX members_external ON members (external) WHERE external <> '';

CREATE INDEX members_phone_back ON members (phone_back) WHERE phone_back <> '';

CREATE TABLE person_versions (
    digest BLOB PRIMARY KEY NOT NULL,
    member TEXT NOT NULL,
    source TEXT NOT NULL,
    record BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX person_versions_member ON person_versions (member);

CREATE TABLE points_balances (
    account TEXT NOT NULL,
    program TEXT NOT NULL,
    list TEXT NOT NULL,
    points_milli INTEGER NOT NULL,
    PRIMARY KEY (account, program, list)
) STRICT, WITHOUT ROWID;

CREATE TABLE points_entries (
    account TEXT NOT NULL,
    program TEXT NOT NULL,
    stamp TEXT NOT NULL,
    place INTEGER NOT NULL,
    list TEXT NOT NULL,
    kind TEXT NOT NULL,
    points_milli INTEGER NOT NULL,
    at INTEGER NOT NULL,
    business_on TEXT NOT NULL,
    active_from INTEGER NOT NULL,
    last_valid_on TEXT NOT NULL,
    sale TEXT NOT NULL,
    reverses TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (account, program, stamp, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE points_remainders (
    member TEXT NOT NULL,
    program TEXT NOT NULL,
    remainder_minor INTEGER NOT NULL,
    stamp TEXT NOT NULL,
    PRIMARY KEY (member, program)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE product_words USING fts5(
    folded, content='products', content_rowid='n', tokenize='ascii', prefix='1 2 3', detail='none', columnsize=0
);

CREATE VIRTUAL TABLE product_words_vocabulary USING fts5vocab('product_words', 'row');

CREATE TABLE products (
    n INTEGER PRIMARY KEY NOT NULL,
    sku TEXT NOT NULL,
    list TEXT NOT NULL,
    barcode TEXT NOT NULL,
    retired INTEGER NOT NULL,
    goods BLOB NOT NULL,
    names BLOB NOT NULL,
    folded TEXT NOT NULL,
    stamp TEXT NOT NULL,
    UNIQUE (sku, list)
) STRICT;

CREATE INDEX products_barcode ON products (barcode) WHERE barcode <> '';

CREATE TABLE program_totals (
    program TEXT PRIMARY KEY NOT NULL,
    uses INTEGER NOT NULL,
    given_minor INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE program_uses (
    member TEXT NOT NULL,
    program TEXT NOT NULL,
    business_on TEXT NOT NULL,
    uses INTEGER NOT NULL,
    given_minor INTEGER NOT NULL,
    PRIMARY KEY (member, program, business_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE programs (
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    stamp TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    program BLOB NOT NULL,
    PRIMARY KEY (id, version, stamp)
) STRICT, WITHOUT ROWID;

CREATE TABLE promises (
    sale TEXT NOT NULL,
    line TEXT NOT NULL,
    kind TEXT NOT NULL,
    stamp TEXT NOT NULL,
    sku TEXT NOT NULL,
    member TEXT NOT NULL,
    until TEXT NOT NULL,
    serial TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (sale, line, kind, stamp)
) STRICT, WITHOUT ROWID;

CREATE INDEX promises_member ON promises (member, until) WHERE member <> '';

CREATE INDEX promises_serial ON promises (serial) WHERE serial <> '';

CREATE TABLE receipt_attachments (
    sale TEXT PRIMARY KEY NOT NULL,
    member TEXT NOT NULL,
    points TEXT NOT NULL,
    at INTEGER NOT NULL,
    stamp TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX receipt_attachments_member ON receipt_attachments (member);

CREATE TABLE receipt_lines (
    sale TEXT NOT NULL,
    place INTEGER NOT NULL,
    sku TEXT NOT NULL,
    quantity_milli INTEGER NOT NULL,
    total_minor INTEGER NOT NULL,
    discount_minor INTEGER NOT NULL,
    PRIMARY KEY (sale, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
    n INTEGER PRIMARY KEY NOT NULL,
    sale TEXT NOT NULL UNIQUE,
    fact TEXT NOT NULL,
    till INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    business_on TEXT NOT NULL,
    member TEXT NOT NULL,
    currency TEXT NOT NULL,
    total_minor INTEGER NOT NULL,
    discount_minor INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    tenders TEXT NOT NULL,
    points TEXT NOT NULL,
    what TEXT NOT NULL,
    stamp TEXT NOT NULL,
    UNIQUE (till, epoch, sequence)
) STRICT;

CREATE INDEX receipts_day ON receipts (business_on, till, epoch, seq);

CREATE INDEX receipts_member ON receipts (member, at, total_minor) WHERE member <> '';

CREATE TABLE referrals (
    friend TEXT NOT NULL,
    stamp TEXT NOT NULL,
    referrer TEXT NOT NULL,
    at INTEGER NOT NULL,
    business_on TEXT NOT NULL,
    PRIMARY KEY (friend, stamp)
) STRICT, WITHOUT ROWID;

CREATE INDEX referrals_referrer ON referrals (referrer);

CREATE TABLE return_lines (
    document TEXT NOT NULL,
    place INTEGER NOT NULL,
    sale TEXT NOT NULL,
    line TEXT NOT NULL,
    sku TEXT NOT NULL,
    quantity_milli INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    PRIMARY KEY (document, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX return_lines_sale ON return_lines (sale, line) WHERE sale <> '';

CREATE TABLE returns (
    n INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE,
    fact TEXT NOT NULL,
    till INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    business_on TEXT NOT NULL,
    sale TEXT NOT NULL,
    member TEXT NOT NULL,
    currency TEXT NOT NULL,
    refund_minor INTEGER NOT NULL,
    goods_minor INTEGER NOT NULL,
    whole INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    tenders TEXT NOT NULL,
    points TEXT NOT NULL,
    what TEXT NOT NULL,
    exchange TEXT NOT NULL,
    stamp TEXT NOT NULL,
    UNIQUE (till, epoch, sequence)
) STRICT;

CREATE INDEX returns_day ON returns (business_on, till, epoch, seq);

CREATE INDEX returns_member ON returns (member, sale, goods_minor, whole) WHERE member <> '';

CREATE INDEX returns_sale ON returns (sale) WHERE sale <> '';

CREATE TABLE review_cases (
    id TEXT PRIMARY KEY NOT NULL,
    rule TEXT NOT NULL DEFAULT '',
    till INTEGER NOT NULL DEFAULT 0,
    staff TEXT NOT NULL DEFAULT '',
    member TEXT NOT NULL DEFAULT '',
    sales TEXT NOT NULL DEFAULT '[]',
    figures TEXT NOT NULL DEFAULT '{}',
    at INTEGER NOT NULL DEFAULT 0,
    business_on TEXT NOT NULL DEFAULT '',
    flagged_stamp TEXT NOT NULL DEFAULT '',
    verdict TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    cleared_by TEXT NOT NULL DEFAULT '',
    cleared_at INTEGER NOT NULL DEFAULT 0,
    cleared_stamp TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE INDEX review_cases_member ON review_cases (member) WHERE member <> '';

CREATE INDEX review_cases_open ON review_cases (at) WHERE cleared_stamp = '';

CREATE TABLE sale_voids (
    sale TEXT NOT NULL,
    stamp TEXT NOT NULL,
    fact TEXT NOT NULL,
    till INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    business_on TEXT NOT NULL,
    member TEXT NOT NULL,
    total_minor INTEGER NOT NULL,
    tenders TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (sale, stamp)
) STRICT, WITHOUT ROWID;

CREATE INDEX sale_voids_day ON sale_voids (business_on, till, epoch, seq);

CREATE INDEX sale_voids_member ON sale_voids (member, sale) WHERE member <> '';

CREATE TABLE shifts (
    id TEXT PRIMARY KEY NOT NULL,
    till INTEGER NOT NULL DEFAULT 0,
    epoch INTEGER NOT NULL DEFAULT 0,
    opened_seq INTEGER NOT NULL DEFAULT 0,
    business_on TEXT NOT NULL DEFAULT '',
    opened_at INTEGER NOT NULL DEFAULT 0,
    staff TEXT NOT NULL DEFAULT '',
    float_minor INTEGER NOT NULL DEFAULT 0,
    opened_stamp TEXT NOT NULL DEFAULT '',
    closed_seq INTEGER NOT NULL DEFAULT 0,
    closed_at INTEGER NOT NULL DEFAULT 0,
    receipts INTEGER NOT NULL DEFAULT 0,
    total_minor INTEGER NOT NULL DEFAULT 0,
    tenders TEXT NOT NULL DEFAULT '{}',
    closed_stamp TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE INDEX shifts_open ON shifts (till, opened_stamp) WHERE closed_stamp = '';

CREATE TABLE shop_settings (
    name TEXT NOT NULL,
    stamp TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name, stamp)
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in_waits (
    scope TEXT PRIMARY KEY NOT NULL,
    wrong INTEGER NOT NULL,
    wait_ms INTEGER NOT NULL,
    calm_ms INTEGER NOT NULL,
    session TEXT NOT NULL,
    at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    pin_hash TEXT NOT NULL,
    member TEXT NOT NULL,
    active INTEGER NOT NULL,
    stamp TEXT NOT NULL
, badge_hash TEXT NOT NULL DEFAULT '', must_change INTEGER NOT NULL DEFAULT 0, recovery_hash TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID;

CREATE TABLE staged_lists (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    rows INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tender_corrections (
    sale TEXT PRIMARY KEY NOT NULL,
    tenders TEXT NOT NULL,
    rounding_minor INTEGER NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    stamp TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE token_moves (
    code TEXT NOT NULL,
    stamp TEXT NOT NULL,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL,
    units INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    sale TEXT NOT NULL,
    at INTEGER NOT NULL,
    business_on TEXT NOT NULL,
    PRIMARY KEY (code, stamp, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX token_moves_sale ON token_moves (sale) WHERE sale <> '';

CREATE TABLE tokens (
    code TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    program TEXT NOT NULL,
    member TEXT NOT NULL,
    last_valid_on TEXT NOT NULL,
    sale TEXT NOT NULL,
    line TEXT NOT NULL,
    names TEXT NOT NULL,
    at INTEGER NOT NULL,
    stamp TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX tokens_member ON tokens (member) WHERE member <> '';

CREATE INDEX tokens_sale ON tokens (sale) WHERE sale <> '';

CREATE TRIGGER facts_are_kept BEFORE DELETE ON facts BEGIN
    SELECT RAISE(ABORT, 'facts are never deleted');
END;

CREATE TRIGGER facts_once BEFORE INSERT ON facts WHEN EXISTS (
    SELECT 1 FROM facts WHERE n = NEW.n OR id = NEW.id OR (till = NEW.till AND epoch = NEW.epoch AND seq = NEW.seq)
) BEGIN
    SELECT RAISE(ABORT, 'facts are never replaced');
END;

CREATE TRIGGER facts_stay BEFORE UPDATE ON facts BEGIN
    SELECT RAISE(ABORT, 'facts are never changed');
END;

CREATE TRIGGER list_batches_are_kept BEFORE DELETE ON list_batches
WHEN EXISTS (SELECT 1 FROM lists WHERE id = OLD.list) BEGIN
    SELECT RAISE(ABORT, 'batches of a published list are never deleted');
END;

CREATE TRIGGER list_batches_once BEFORE INSERT ON list_batches WHEN EXISTS (
    SELECT 1 FROM list_batches WHERE list = NEW.list AND batch = NEW.batch
) BEGIN
    SELECT RAISE(ABORT, 'list batches are never replaced');
END;

CREATE TRIGGER list_batches_stay BEFORE UPDATE ON list_batches BEGIN
    SELECT RAISE(ABORT, 'list batches are never changed');
END;

CREATE TRIGGER members_found AFTER INSERT ON members BEGIN
    INSERT INTO member_words (rowid, folded) VALUES (NEW.n, NEW.folded);
END;

CREATE TRIGGER members_found_anew AFTER UPDATE OF folded ON members WHEN OLD.folded <> NEW.folded BEGIN
    INSERT INTO member_words (member_words, rowid, folded) VALUES ('delete', OLD.n, OLD.folded);
    INSERT INTO member_words (rowid, folded) VALUES (NEW.n, NEW.folded);
END;

CREATE TRIGGER members_lost AFTER DELETE ON members BEGIN
    INSERT INTO member_words (member_words, rowid, folded) VALUES ('delete', OLD.n, OLD.folded);
END;

CREATE TRIGGER points_entries_are_kept BEFORE DELETE ON points_entries
WHEN OLD.list = '' OR EXISTS (SELECT 1 FROM lists WHERE id = OLD.list) BEGIN
    SELECT RAISE(ABORT, 'points entries are never deleted');
END;

CREATE TRIGGER points_entries_once BEFORE INSERT ON points_entries WHEN EXISTS (
    SELECT 1 FROM points_entries
    WHERE account = NEW.account AND program = NEW.program AND stamp = NEW.stamp AND place = NEW.place
) BEGIN
    SELECT RAISE(ABORT, 'points entries are never replaced');
END;

CREATE TRIGGER points_entries_stay BEFORE UPDATE ON points_entries BEGIN
    SELECT RAISE(ABORT, 'points entries are never changed');
END;

CREATE TRIGGER products_found AFTER INSERT ON products BEGIN
    INSERT INTO product_words (rowid, folded) VALUES (NEW.n, NEW.folded);
END;

CREATE TRIGGER products_found_anew AFTER UPDATE OF folded ON products WHEN OLD.folded <> NEW.folded BEGIN
    INSERT INTO product_words (product_words, rowid, folded) VALUES ('delete', OLD.n, OLD.folded);
    INSERT INTO product_words (rowid, folded) VALUES (NEW.n, NEW.folded);
END;

CREATE TRIGGER products_lost AFTER DELETE ON products BEGIN
    INSERT INTO product_words (product_words, rowid, folded) VALUES ('delete', OLD.n, OLD.folded);
END;

CREATE TRIGGER receipt_lines_are_kept BEFORE DELETE ON receipt_lines BEGIN
    SELECT RAISE(ABORT, 'receipt lines are never deleted');
END;

CREATE TRIGGER receipt_lines_once BEFORE INSERT ON receipt_lines WHEN EXISTS (
    SELECT 1 FROM receipt_lines WHERE sale = NEW.sale AND place = NEW.place
) BEGIN
    SELECT RAISE(ABORT, 'receipt lines are never replaced');
END;

CREATE TRIGGER receipt_lines_stay BEFORE UPDATE ON receipt_lines BEGIN
    SELECT RAISE(ABORT, 'receipt lines are never changed');
END;

CREATE TRIGGER receipts_are_kept BEFORE DELETE ON receipts BEGIN
    SELECT RAISE(ABORT, 'receipts are never deleted');
END;

CREATE TRIGGER receipts_once BEFORE INSERT ON receipts WHEN EXISTS (
    SELECT 1 FROM receipts WHERE n = NEW.n OR sale = NEW.sale
        OR (till = NEW.till AND epoch = NEW.epoch AND sequence = NEW.sequence)
) BEGIN
    SELECT RAISE(ABORT, 'receipts are never replaced');
END;

CREATE TRIGGER receipts_stay BEFORE UPDATE ON receipts BEGIN
    SELECT RAISE(ABORT, 'receipts are never changed');
END;

CREATE TRIGGER return_lines_are_kept BEFORE DELETE ON return_lines BEGIN
    SELECT RAISE(ABORT, 'return lines are never deleted');
END;

CREATE TRIGGER return_lines_once BEFORE INSERT ON return_lines WHEN EXISTS (
    SELECT 1 FROM return_lines WHERE document = NEW.document AND place = NEW.place
) BEGIN
    SELECT RAISE(ABORT, 'return lines are never replaced');
END;

CREATE TRIGGER return_lines_stay BEFORE UPDATE ON return_lines BEGIN
    SELECT RAISE(ABORT, 'return lines are never changed');
END;

CREATE TRIGGER returns_are_kept BEFORE DELETE ON returns BEGIN
    SELECT RAISE(ABORT, 'returns are never deleted');
END;

CREATE TRIGGER returns_once BEFORE INSERT ON returns WHEN EXISTS (
    SELECT 1 FROM returns WHERE n = NEW.n OR id = NEW.id OR (till = NEW.till AND epoch = NEW.epoch AND sequence = NEW.sequence)
) BEGIN
    SELECT RAISE(ABORT, 'returns are never replaced');
END;

CREATE TRIGGER returns_stay BEFORE UPDATE ON returns BEGIN
    SELECT RAISE(ABORT, 'returns are never changed');
END;

CREATE TRIGGER sale_voids_are_kept BEFORE DELETE ON sale_voids BEGIN
    SELECT RAISE(ABORT, 'voids are never deleted');
END;

CREATE TRIGGER sale_voids_once BEFORE INSERT ON sale_voids WHEN EXISTS (
    SELECT 1 FROM sale_voids WHERE sale = NEW.sale AND stamp = NEW.stamp
) BEGIN
    SELECT RAISE(ABORT, 'voids are never replaced');
END;

CREATE TRIGGER sale_voids_stay BEFORE UPDATE ON sale_voids BEGIN
    SELECT RAISE(ABORT, 'voids are never changed');
END;

CREATE TRIGGER token_moves_are_kept BEFORE DELETE ON token_moves BEGIN
    SELECT RAISE(ABORT, 'moves of codes are never deleted');
END;

CREATE TRIGGER token_moves_once BEFORE INSERT ON token_moves WHEN EXISTS (
    SELECT 1 FROM token_moves WHERE code = NEW.code AND stamp = NEW.stamp AND place = NEW.place
) BEGIN
    SELECT RAISE(ABORT, 'moves of codes are never replaced');
END;

CREATE TRIGGER token_moves_stay BEFORE UPDATE ON token_moves BEGIN
    SELECT RAISE(ABORT, 'moves of codes are never changed');
END;
