namespace DataMigrator.Demo;

/// <summary>The words that the demo's rows are made of: several scripts, quotes, line breaks, NULL beside "NULL" and the
/// empty text.</summary>
internal static class DemoWords
{
    public static readonly (string Code, string Name, string Currency)[] Countries =
    [
        ("AT", "Österreich", "EUR"), ("BR", "Brasil", "BRL"), ("CH", "Schweiz/Suisse/Svizzera/Svizra", "CHF"),
        ("CN", "中国", "CNY"), ("CZ", "Česko", "CZK"), ("DE", "Deutschland", "EUR"), ("EG", "مصر", "EGP"),
        ("FR", "France", "EUR"), ("GE", "საქართველო", "GEL"), ("GR", "Ελλάδα", "EUR"), ("IL", "ישראל", "ILS"),
        ("IN", "भारत", "INR"), ("IS", "Ísland", "ISK"), ("JP", "日本", "JPY"), ("KR", "대한민국", "KRW"),
        ("NO", "Norge", "NOK"), ("PL", "Polska", "PLN"), ("TH", "ประเทศไทย", "THB"), ("TR", "Türkiye", "TRY"),
        ("UA", "Україна", "UAH"), ("US", "United States", "USD"), ("CI", "Côte d'Ivoire", "XOF"),
    ];

    public static readonly string[] Departments = ["Sales", "Purchasing", "Warehouse", "Accounts", "Vertrieb Süd", "研究開発"];

    public static readonly string[] FirstNames =
        ["Anna", "Björn", "Chloé", "Dmytro", "Eʻlani", "Fatma", "Giorgi", "Hélène", "İpek", "José", "Kenji", "Łucja", "Μαρία", "Noor", "Søren", "王芳"];

    public static readonly string[] LastNames =
        ["Andersson", "O'Brien", "da Silva", "Čapek", "Doğan", "García y Vega", "Müller-Lüdenscheidt", "Nguyễn", "Παπαδόπουλος", "Şahin", "Шевченко", "ვაჟა", "山田", "de la \"Cruz\""];

    public static readonly string[] Colours = ["red", "grün", "azul", "синий", "藍", "schwarz-weiß", "crème", "🟣 purple"];

    public static readonly string[] Things = ["lamp", "Stuhl", "taza", "книга", "傘", "bicyclette", "kettle", "Übertopf"];

    public static readonly string[] OrderStates = ["open", "paid", "shipped", "returned"];

    public static readonly string?[] Notes =
    [
        null, "", "NULL", "leave at the door", "two lines\nand a tab\there", "C:\\temp\\new \\N", "100 % 'quoted'; DROP TABLE", "ありがとう 🙏",
        "A longer note: the parcel was left with the neighbours on the second floor, who are at home on weekdays until noon, and after that only the caretaker can open the door.",
    ];
}
