using System.Data.Common;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MySqlConnector;

namespace DataMigrator.Databases.MySql.Connection;

/// <summary>Error numbers of MySQL and MariaDB in the engine's terms. A table.</summary>
internal static partial class MySqlFaults
{
    private static readonly Dictionary<int, FaultKind> Kinds = Build();

    public static DatabaseFault Classify(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is MySqlFaultException known)
            {
                return known.Fault;
            }

            if (e is MySqlException { Number: >= 1000 } error)
            {
                return Of(error.Number, error.SqlState, e.Message);
            }
        }

        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is IOException or SocketException or ObjectDisposedException)
            {
                return new DatabaseFault(FaultKind.Transient, "connection_lost", "08S01", exception.Message);
            }
        }

        // A driver's own error without a number, or a command on a connection that has gone, both say that the link broke.
        return exception is DbException || IsClosedConnection(exception)
            ? new DatabaseFault(FaultKind.Transient, "connection_lost", "08S01", exception.Message)
            : new DatabaseFault(FaultKind.Other, exception.GetType().Name, null, exception.Message);
    }

    public static DatabaseFault Of(int number, string? sqlState, string message)
    {
        // MariaDB says of a foreign key that is there already that the table can't be created.
        FaultKind kind = number == 1005 && message.Contains("errno: 121", StringComparison.Ordinal)
            ? FaultKind.AlreadyExists
            : Kinds.GetValueOrDefault(number, FaultKind.Other);
        string? column = kind is FaultKind.Row ? ColumnIn(message) : null;
        return new DatabaseFault(kind, number.ToString(), string.IsNullOrEmpty(sqlState) ? null : sqlState, message, column);
    }

    /// <summary>A warning or note that tells of a value that was not stored as sent.</summary>
    public static bool IsLoss(int number) => Kinds.GetValueOrDefault(number) is FaultKind.Row or FaultKind.ForeignKey
        && Kinds.ContainsKey(number);

    private static string? ColumnIn(string message)
    {
        Match match = ColumnPattern().Match(message);
        return match.Success ? match.Groups["name"].Value : null;
    }

    private static bool IsClosedConnection(Exception exception) =>
        exception is InvalidOperationException
        && (exception.Message.Contains("Connection must be", StringComparison.OrdinalIgnoreCase)
            || exception.Message.Contains("Connection is not open", StringComparison.OrdinalIgnoreCase)
            || exception.Message.Contains("must be valid and open", StringComparison.OrdinalIgnoreCase)
            || exception.Message.Contains("State is Closed", StringComparison.OrdinalIgnoreCase));

    private static Dictionary<int, FaultKind> Build()
    {
        (FaultKind Kind, int[] Numbers)[] table =
        [
            (FaultKind.Row,
            [
                1048, 1062, 1169, 1557, 1586, 1761, 1762, // null; duplicates
                1153, 1301, 1118, 1105, // over the packet limit; row size
                1261, 1262, 1263, 1264, 1265, 1292, 1300, 1366, 1367, 1406, 1411, 1416, 1426, 1441, 1690, // values
                1364, 1526, 1748, 1292, 1654, // no default; no partition
                3140, 3141, 3143, 3144, 3145, 3146, 3147, 3150, 3156, // json
                3037, 3055, 3516, 3548, 3616, 3617, 3618, 3643, 3732, 3037, 4079, // geometry
                3819, 4025, 4078, // check
                6136, 6138, // vector
                1644, // SIGNAL of a trigger
            ]),
            (FaultKind.ForeignKey, [1216, 1452]),
            (FaultKind.Transient,
            [
                1205, 1213, 1614, 3101, 1020, // lock timeout, deadlock, record changed
                1040, 1042, 1043, 1047, 1053, 1077, 1079, 1080, 1152, 1158, 1159, 1160, 1161, 1184, 1189, 1190, // link
                1194, 1203, 1317, 1927, 3024, 3159, 4031, 1969, 3169, // killed, timed out
                1180, 3100, 3168, // a commit that a stopping server gave up
                2000, 2002, 2003, 2006, 2013, 2055,
            ]),
            (FaultKind.Access,
            [
                1044, 1045, 1095, 1131, 1142, 1143, 1211, 1227, 1290, 1370, 1410, 1419, 1698, 1792, 1820, 1836, 1862,
                3118, 4151, 1449,
            ]),
            (FaultKind.AlreadyExists, [1007, 1050, 1061, 1068, 1304, 1359, 1826, 3822]),
            (FaultKind.DiskFull, [3, 1021, 1114, 1026, 28, 3019, 1041, 1037]),
        ];
        var kinds = new Dictionary<int, FaultKind>();
        foreach ((FaultKind kind, int[] numbers) in table)
        {
            foreach (int number in numbers)
            {
                kinds.TryAdd(number, kind);
            }
        }

        return kinds;
    }

    [GeneratedRegex(@"(?:[Cc]olumn|[Ff]ield) (?:'(?:[^']*\.)?(?<name>[^'.]+)'|`(?:[^`]+`\.`)*(?<name>[^`]+)`)")]
    private static partial Regex ColumnPattern();
}
