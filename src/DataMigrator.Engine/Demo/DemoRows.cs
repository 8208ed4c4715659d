using System.Globalization;
using Microsoft.Data.Sqlite;

namespace DataMigrator.Demo;

/// <summary>The rows of the demo, made from a fixed sequence of numbers.</summary>
internal sealed class DemoRows(SqliteConnection connection)
{
    private const int Customers = 6_000;
    private const int Products = 1_200;
    private const int Orders = 14_000;
    private const int Reviews = 6_000;
    private const int Employees = 60;
    private const int Categories = 40;

    private static readonly DateTime Opening = new(2021, 3, 1, 8, 0, 0, DateTimeKind.Unspecified);

    private readonly Sequence _next = new();

    public void Insert()
    {
        InsertCountries();
        InsertStaff();
        InsertCategories();
        InsertCustomers();
        InsertProducts();
        InsertStock();
        InsertOrders();
        InsertReviews();
        InsertSettings();
    }

    private void InsertCountries()
    {
        using RowInsert insert = new(connection, "country", "code", "name", "currency");
        foreach ((string code, string name, string currency) in DemoWords.Countries)
        {
            insert.Add(code, name, currency);
        }
    }

    private void InsertStaff()
    {
        using (RowInsert insert = new(connection, "department", "id", "name", "head_id"))
        {
            for (int i = 0; i < DemoWords.Departments.Length; i++)
            {
                insert.Add(i + 1, DemoWords.Departments[i], i + 1);
            }
        }

        using RowInsert staff = new(connection, "employee", "id", "department_id", "manager_id", "name", "hired_on", "salary");
        for (int id = 1; id <= Employees; id++)
        {
            // The heads report to the first; all others to the head of their department.
            int department = (id - 1) % DemoWords.Departments.Length + 1;
            object? manager = id == 1 ? null : id <= DemoWords.Departments.Length ? 1 : department;
            staff.Add(id, department, manager, _next.Of(DemoWords.FirstNames) + " " + _next.Of(DemoWords.LastNames),
                Day(_next.Below(1_200)), Cents(220_000 + _next.Below(480_000)));
        }
    }

    private void InsertCategories()
    {
        using RowInsert insert = new(connection, "category", "id", "parent_id", "name");
        for (int id = 1; id <= Categories; id++)
        {
            insert.Add(id, id <= 5 ? null : (id - 1) / 3, DemoWords.Things[id % DemoWords.Things.Length] + " " + id);
        }
    }

    private void InsertCustomers()
    {
        using RowInsert insert = new(connection, "customer", "id", "first_name", "last_name", "email", "country_code",
            "born_on", "balance", "loyal", "preferences", "created_at");
        for (int id = 1; id <= Customers; id++)
        {
            string born = new DateTime(1940, 1, 1).AddDays(_next.Below(23_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            insert.Add(id, _next.Of(DemoWords.FirstNames), _next.Of(DemoWords.LastNames), $"customer{id}@example.org",
                _next.Of(DemoWords.Countries).Code, _next.Below(10) == 0 ? null : born,
                Cents(_next.Below(2_000_000) - 500_000), _next.Below(4) == 0 ? 1 : 0,
                _next.Below(3) == 0 ? null : $$"""{"newsletter": {{(_next.Below(2) == 0 ? "true" : "false")}}, "colour": "{{_next.Of(DemoWords.Colours)}}"}""",
                Moment());
        }
    }

    private void InsertProducts()
    {
        using RowInsert insert = new(connection, "product", "id", "sku", "category_id", "name", "price", "weight_kg",
            "barcode", "photo", "attributes", "discontinued_at");
        for (int id = 1; id <= Products; id++)
        {
            insert.Add(id, $"SKU-{id:D5}", _next.Below(Categories) + 1,
                _next.Of(DemoWords.Colours) + " " + _next.Of(DemoWords.Things), Cents(99 + _next.Below(99_900)),
                _next.Below(8) == 0 ? null : (_next.Below(100_000) + 1) / 7000.0, 4_000_000_000_000L + _next.Below(1_000_000_000) * 997L,
                _next.Below(3) == 0 ? null : _next.Bytes(_next.Below(400)),
                $$"""{"size": [{{_next.Below(90)}}, {{_next.Below(90)}}], "tags": ["{{_next.Of(DemoWords.Colours)}}", "№ {{id}}"], "serial": 9007199254740993}""",
                _next.Below(20) == 0 ? Moment() : null);
        }
    }

    private void InsertStock()
    {
        using RowInsert insert = new(connection, "stock", "warehouse", "product_id", "quantity", "counted_at");
        foreach (string warehouse in (string[])["Ålesund", "Graz", "Łódź"])
        {
            for (int product = 1; product <= Products; product++)
            {
                insert.Add(warehouse, product, _next.Below(500), _next.Below(5) == 0 ? null : Moment());
            }
        }
    }

    private void InsertOrders()
    {
        using RowInsert orders = new(connection, "order", "id", "customer_id", "employee_id", "status", "ordered_at", "note");
        using RowInsert lines = new(connection, "order_line", "order_id", "line_no", "product_id", "quantity", "unit_price");
        for (int id = 1; id <= Orders; id++)
        {
            orders.Add(id, _next.Below(Customers) + 1, _next.Below(6) == 0 ? null : _next.Below(Employees) + 1,
                _next.Of(DemoWords.OrderStates), Moment(), _next.Of(DemoWords.Notes));
            int count = 1 + _next.Below(5);
            for (int line = 1; line <= count; line++)
            {
                lines.Add(id, line, _next.Below(Products) + 1, 1 + _next.Below(9), Cents(99 + _next.Below(99_900)));
            }
        }
    }

    private void InsertReviews()
    {
        using RowInsert insert = new(connection, "review", "customer_id", "product_id", "rating", "title", "body", "written_on");
        for (int i = 0; i < Reviews; i++)
        {
            // One customer, one product each: no pair comes twice.
            insert.Add(i % Customers + 1, (i * 7 + i / Customers) % Products + 1, 1 + _next.Below(5),
                _next.Below(4) == 0 ? null : _next.Of(DemoWords.Colours) + "!", _next.Of(DemoWords.Notes), Day(_next.Below(1_500)));
        }
    }

    // A column without a type holds one value of each storage class, with their limits.
    private void InsertSettings()
    {
        using RowInsert insert = new(connection, "setting", "name", "value");
        insert.Add("nothing", null);
        insert.Add("largest integer", long.MaxValue);
        insert.Add("smallest integer", long.MinValue);
        insert.Add("a third", 1.0 / 3.0);
        insert.Add("smallest real", double.Epsilon);
        insert.Add("text", "tab\tline\nquote ' \" backslash \\ end");
        insert.Add("text that looks like a number", "0042");
        insert.Add("empty text", "");
        insert.Add("blob", new byte[] { 0x00, 0x01, 0x7f, 0x80, 0xff });
        insert.Add("empty blob", Array.Empty<byte>());
    }

    private string Moment() =>
        Opening.AddSeconds(_next.Below(120_000_000)).AddMicroseconds(_next.Below(1_000_000))
            .ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private static string Day(int days) => Opening.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // SQLite has no decimal: the nearest double is what its NUMERIC affinity would make of the text, too.
    private static double Cents(int cents) => (double)(cents / 100m);

    // A linear congruential generator (Knuth's MMIX): the same on every machine and version, unlike System.Random.
    private sealed class Sequence
    {
        private ulong _state = 20210301;

        public int Below(int limit)
        {
            _state = unchecked(_state * 6364136223846793005 + 1442695040888963407);
            return (int)((_state >> 33) % (ulong)limit);
        }

        public T Of<T>(T[] choices) => choices[Below(choices.Length)];

        public byte[] Bytes(int length)
        {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++)
            {
                bytes[i] = (byte)Below(256);
            }

            return bytes;
        }
    }
}
