using System.Collections;
using System.Management.Automation;
using DataMigrator.PowerShell.Completion;
using DataMigrator.PowerShell.Output;
using DataMigrator.PowerShell.Pipeline;
using DataMigrator.Profiles;

namespace DataMigrator.PowerShell.Commands;

/// <summary>Adds a connection profile, or changes one.</summary>
/// <remarks>
/// <para>A profile that is there keeps what is not given. The profile file is replaced as a whole, readable for its owner
/// alone; the other profiles in it stay as they are.</para>
/// <para>A password is not written into the file: PasswordReference says where it is kept, in an environment variable, a
/// file, or a vault of Microsoft.PowerShell.SecretManagement. Credential stores its password in the default vault and
/// writes the reference. AsPlainText writes it into the file in clear, with a warning.</para>
/// </remarks>
/// <example>
/// <code>Set-DbProfile prod -Type mysql -HostName db1 -UserName app -PasswordReference '${env:PROD_PASSWORD}'</code>
/// <para>Adds a profile that may only read, with its password in an environment variable.</para>
/// </example>
/// <example>
/// <code>Set-DbProfile dev -Type postgres -HostName 127.0.0.1 -Credential (Get-Credential app) -Access read-write</code>
/// <para>Adds a profile that may write; its password goes to the default vault.</para>
/// </example>
/// <example>
/// <code>Set-DbProfile files -Type sqlite -Directory ./data -Access read-write</code>
/// <para>Adds a folder of SQLite files.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "DbProfile", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low,
    HelpUri = HelpAddress.Cmdlets + "set-dbprofile")]
[OutputType(typeof(DbProfile))]
public sealed class SetDbProfileCommand : ProfileCmdlet
{
    /// <summary>The profile's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The database system; needed for a new profile.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [DatabaseKindTransformation]
    public DatabaseKind Type { get; set; }

    /// <summary>Host name or address of the server.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Server", "Host")]
    public string? HostName { get; set; }

    /// <summary>Port, where it is not the system's usual one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? Port { get; set; }

    /// <summary>Login name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? UserName { get; set; }

    /// <summary>Where the password is kept: ${env:NAME}, ${file:/path} or ${vault:NAME}; in single quotes, so that PowerShell
    /// leaves it alone.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? PasswordReference { get; set; }

    /// <summary>Login name and password; the password goes to the default vault of SecretManagement.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Writes the password of Credential, and secrets among Option, into the profile file in clear.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>SQLite: the folder of the files.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Directory { get; set; }

    /// <summary>What may be done through it, read-only or read-write; the database enforces it.</summary>
    /// <value>read-only</value>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AccessModeTransformation]
    public AccessMode Access { get; set; }

    /// <summary>Connection options of the driver, such as @{ SslMode = 'Required' }; replaces those there are.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public IDictionary? Option { get; set; }

    /// <summary>Returns the profile.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Saves the profile.</summary>
    protected override void ProcessRecord() => Try(Save, Name);

    private void Save()
    {
        ProfileStore store = ProfileStore.OpenOrNew(FullProfilePath, CurrentFolder);
        ConnectionProfile? old = store.Profiles.FirstOrDefault(p => p.Name == Name);
        if (old is null && !Bound(nameof(Type)))
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                $"There is no profile \"{Name}\" in {store.FilePath} yet: a new one needs -Type sqlite, postgres, mysql or mariadb.") { Target = Name };
        }

        ConnectionProfile profile = Changed(old ?? new ConnectionProfile { Name = Name, Kind = Type });
        if (!ShouldProcess(store.FilePath, $"{(old is null ? "Add" : "Change")} the profile {Name}"))
        {
            return;
        }

        store.Save(WithPassword(profile));
        if (PassThru)
        {
            WriteObject(new DbProfile(store.Get(Name)));
        }
    }

    private ConnectionProfile Changed(ConnectionProfile profile) => profile with
    {
        Kind = Bound(nameof(Type)) ? Type : profile.Kind,
        Host = Bound(nameof(HostName)) ? HostName : profile.Host,
        Port = Bound(nameof(Port)) ? Port : profile.Port,
        Username = Bound(nameof(UserName)) ? UserName : profile.Username,
        Directory = Bound(nameof(Directory)) && Directory is not null ? FullPath(Directory) : profile.Directory,
        Access = Bound(nameof(Access)) ? Access : profile.Access,
        Options = Bound(nameof(Option)) && Option is not null ? Options(Option, profile.Options) : profile.Options,
    };

    private ConnectionProfile WithPassword(ConnectionProfile profile)
    {
        if (PasswordReference is { } reference && reference != Redactor.Mask)
        {
            if (!SecretReference.Is(reference))
            {
                throw new MigrationException(ErrorCodes.InvalidParameter,
                    "-PasswordReference must be '${env:NAME}', '${file:/path}' or '${vault:NAME}'; for a password itself use -Credential.") { Target = Name };
            }

            return profile with { Password = reference };
        }

        if (Credential is null)
        {
            // A profile that is piped shows asterisks for a password in clear: nothing to make another profile of.
            return PasswordReference is null || profile.Password is not null ? profile : throw new MigrationException(ErrorCodes.InvalidParameter,
                $"The password that the profile {Name} is made with is not known here: it stands in clear in another one, and is not shown. "
                + "Give -PasswordReference or -Credential.") { Target = Name };
        }

        profile = profile with { Username = Credential.UserName };
        if (AsPlainText)
        {
            WriteWarning($"The password of the profile {Name} stands in clear in its file.");
            return profile with { Password = Credential.GetNetworkCredential().Password };
        }

        if (!SecretVault.IsInstalled(this))
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                "The password of -Credential needs a vault, and the module Microsoft.PowerShell.SecretManagement is not installed. Install it with a "
                + "vault, or use -PasswordReference '${env:NAME}' or '${file:/path}', or -AsPlainText.") { Target = Name };
        }

        string secret = "DataMigrator-" + Name;
        SecretVault.Write(this, secret, Credential.Password);
        return profile with { Password = "${vault:" + secret + "}" };
    }

    private bool Bound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private Dictionary<string, string> Options(IDictionary options, IReadOnlyDictionary<string, string> old)
    {
        var result = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry option in options)
        {
            string key = LanguagePrimitives.ConvertTo<string>(option.Key);
            string value = LanguagePrimitives.ConvertTo<string>(option.Value);
            result[key] = Redactor.IsSecretKey(key) && !SecretReference.Is(value) ? Secret(key, value, old) : value;
        }

        return result;
    }

    private string Secret(string key, string value, IReadOnlyDictionary<string, string> old)
    {
        // What Get-DbProfile shows in a secret's place keeps the secret.
        if (value == Redactor.Mask && old.FirstOrDefault(o => o.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value is { } kept)
        {
            return kept;
        }

        if (!AsPlainText || value == Redactor.Mask)
        {
            throw new MigrationException(ErrorCodes.InvalidParameter, $"The option {key} of the profile {Name} is a secret, and would stand in clear "
                + "in its file. Give it as '${env:NAME}', '${file:/path}' or '${vault:NAME}', or use -AsPlainText.") { Target = Name };
        }

        WriteWarning($"The option {key} of the profile {Name} stands in clear in its file.");
        return value;
    }
}
