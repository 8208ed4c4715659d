using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DataMigrator.Values;

namespace DataMigrator.Databases.Sqlite.Connection;

/// <summary>The few functions of SQLite that are called for every cell, on the library that SQLitePCL has loaded. The
/// calls through its provider cost more than the work they do: a safe handle is counted and the garbage collector told
/// each time. Calls that neither block nor run long are made without telling it.</summary>
internal static unsafe partial class SqliteNative
{
    public const int Row = 100;
    public const int Done = 101;

    public const int Integer = 1;
    public const int Real = 2;
    public const int Text = 3;
    public const int Blob = 4;
    public const int Null = 5;

    private const string Library = "e_sqlite3";

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    public static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    public static partial int Reset(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_clear_bindings")]
    public static partial int ClearBindings(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_interrupt")]
    public static partial void Interrupt(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_db_mutex")]
    public static partial nint DatabaseMutex(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_mutex_enter")]
    public static partial void EnterMutex(nint mutex);

    [LibraryImport(Library, EntryPoint = "sqlite3_mutex_leave")]
    public static partial void LeaveMutex(nint mutex);

    [LibraryImport(Library, EntryPoint = "sqlite3_db_status")]
    public static partial int DatabaseStatus(nint database, int what, out int current, out int highest, int reset);

    [LibraryImport(Library, EntryPoint = "sqlite3_changes64")]
    [SuppressGCTransition]
    public static partial long Changes(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_value")]
    [SuppressGCTransition]
    public static partial nint ColumnValue(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_type")]
    [SuppressGCTransition]
    public static partial int ValueType(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_int64")]
    [SuppressGCTransition]
    public static partial long ValueInteger(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_double")]
    [SuppressGCTransition]
    public static partial double ValueReal(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_blob")]
    public static partial byte* ValueBlob(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_blob")]
    [SuppressGCTransition]
    public static partial byte* ValueBytesInPlace(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_text")]
    public static partial byte* ValueText(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_bytes")]
    [SuppressGCTransition]
    public static partial int ValueLength(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null")]
    [SuppressGCTransition]
    public static partial int BindNull(nint statement, int parameter);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64")]
    [SuppressGCTransition]
    public static partial int BindInteger(nint statement, int parameter, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_double")]
    [SuppressGCTransition]
    public static partial int BindReal(nint statement, int parameter, double value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
    [SuppressGCTransition]
    private static partial int BindText(nint statement, int parameter, byte* text, int length, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
    [SuppressGCTransition]
    private static partial int BindBlob(nint statement, int parameter, byte* bytes, int length, nint destructor);

    /// <summary>Binds bytes that stay pinned until the statement is reset: SQLite does not copy them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int BindPinnedText(nint statement, int parameter, ReadOnlySpan<byte> text) =>
        BindText(statement, parameter, Pointer(text), text.Length, 0);

    /// <inheritdoc cref="BindPinnedText"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int BindPinnedBlob(nint statement, int parameter, ReadOnlySpan<byte> bytes) =>
        BindBlob(statement, parameter, Pointer(bytes), bytes.Length, 0);

    /// <summary>The bytes of a vector as memory that does not move; the handle must be disposed.</summary>
    public static System.Buffers.MemoryHandle Pin(ColumnVector vector) =>
        vector.IsFixed || vector.Count == 0 ? default : vector.GetMemory(0).Pin();

    // A null pointer would bind NULL: the empty value points at something that is there.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Pointer(ReadOnlySpan<byte> bytes) =>
        bytes.IsEmpty ? EmptyValue : (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes));

    private static readonly byte* EmptyValue = (byte*)NativeMemory.AllocZeroed(1);
}
