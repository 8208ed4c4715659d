namespace DataMigrator.Demo;

/// <summary>The tables of the demo: a small shop that has one of everything that is hard to move.</summary>
internal static class DemoSchema
{
    // "DMdm": marks a file as one that the demo made and may replace.
    public const int ApplicationId = 0x444d646d;

    public const string Sql = """
        CREATE TABLE country (
            code     CHAR(2) NOT NULL PRIMARY KEY,
            name     VARCHAR(80) NOT NULL,
            currency CHAR(3) NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE department (
            id      INTEGER PRIMARY KEY,
            name    VARCHAR(60) NOT NULL UNIQUE,
            head_id INTEGER REFERENCES employee (id)
        );

        CREATE TABLE employee (
            id            INTEGER PRIMARY KEY,
            department_id INTEGER NOT NULL REFERENCES department (id),
            manager_id    INTEGER REFERENCES employee (id),
            name          VARCHAR(120) NOT NULL,
            hired_on      DATE NOT NULL,
            salary        DECIMAL(10,2) NOT NULL CHECK (salary >= 0)
        );

        CREATE TABLE category (
            id        INTEGER PRIMARY KEY,
            parent_id INTEGER REFERENCES category (id) ON DELETE SET NULL,
            name      VARCHAR(80) NOT NULL,
            UNIQUE (parent_id, name)
        );

        CREATE TABLE customer (
            id           INTEGER PRIMARY KEY AUTOINCREMENT,
            first_name   VARCHAR(60) NOT NULL,
            last_name    VARCHAR(60) NOT NULL,
            full_name    VARCHAR(121) GENERATED ALWAYS AS (first_name || ' ' || last_name) VIRTUAL,
            email        VARCHAR(120) NOT NULL UNIQUE,
            country_code CHAR(2) NOT NULL REFERENCES country (code),
            born_on      DATE,
            balance      DECIMAL(12,2) NOT NULL DEFAULT 0,
            loyal        BOOLEAN NOT NULL DEFAULT 0,
            preferences  JSON,
            created_at   TIMESTAMP NOT NULL
        );

        CREATE TABLE product (
            id          INTEGER PRIMARY KEY,
            sku         VARCHAR(20) NOT NULL UNIQUE,
            category_id INTEGER NOT NULL REFERENCES category (id),
            name        VARCHAR(120) NOT NULL,
            price       DECIMAL(10,2) NOT NULL,
            weight_kg   DOUBLE,
            barcode     BIGINT NOT NULL,
            photo       BLOB,
            attributes  JSON NOT NULL,
            discontinued_at TIMESTAMP
        );

        CREATE TABLE stock (
            warehouse  VARCHAR(12) NOT NULL,
            product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE,
            quantity   INTEGER NOT NULL,
            counted_at TIMESTAMP,
            PRIMARY KEY (warehouse, product_id)
        ) WITHOUT ROWID;

        CREATE TABLE "order" (
            id          INTEGER PRIMARY KEY AUTOINCREMENT,
            customer_id INTEGER NOT NULL REFERENCES customer (id),
            employee_id INTEGER REFERENCES employee (id),
            status      VARCHAR(10) NOT NULL CHECK (status IN ('open', 'paid', 'shipped', 'returned')),
            ordered_at  TIMESTAMP NOT NULL,
            note        TEXT
        );

        CREATE TABLE order_line (
            order_id   INTEGER NOT NULL REFERENCES "order" (id) ON DELETE CASCADE,
            line_no    INTEGER NOT NULL,
            product_id INTEGER NOT NULL REFERENCES product (id),
            quantity   INTEGER NOT NULL CHECK (quantity > 0),
            unit_price DECIMAL(10,2) NOT NULL,
            total      DECIMAL(12,2) GENERATED ALWAYS AS (round(quantity * unit_price, 2)) STORED,
            PRIMARY KEY (order_id, line_no)
        );

        CREATE TABLE review (
            customer_id INTEGER NOT NULL REFERENCES customer (id),
            product_id  INTEGER NOT NULL REFERENCES product (id),
            rating      SMALLINT NOT NULL CHECK (rating BETWEEN 1 AND 5),
            title       VARCHAR(120),
            body        TEXT,
            written_on  DATE NOT NULL,
            PRIMARY KEY (customer_id, product_id)
        );

        CREATE TABLE setting (
            name  VARCHAR(40) NOT NULL PRIMARY KEY,
            value
        );

        CREATE INDEX order_by_customer ON "order" (customer_id, ordered_at);
        CREATE INDEX order_line_by_product ON order_line (product_id);
        CREATE INDEX product_on_sale ON product (category_id) WHERE discontinued_at IS NULL;
        CREATE VIEW open_order AS SELECT id, customer_id, ordered_at FROM "order" WHERE status = 'open';
        """;
}
