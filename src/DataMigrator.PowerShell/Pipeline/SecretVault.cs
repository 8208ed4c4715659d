using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Security;

namespace DataMigrator.PowerShell.Pipeline;

/// <summary>Secrets kept by Microsoft.PowerShell.SecretManagement, where that module is installed. Called on the pipeline's
/// thread: a vault may ask for its own password.</summary>
internal static class SecretVault
{
    private const string Module = "Microsoft.PowerShell.SecretManagement";

    public static bool IsInstalled(PSCmdlet cmdlet) =>
        cmdlet.InvokeCommand.GetCommand("Get-Secret", CommandTypes.Cmdlet | CommandTypes.Function) is not null;

    /// <summary>The secret in clear, null where no vault has one of that name.</summary>
    /// <exception cref="MigrationException">INVALID_PARAMETER: the module is not installed, or the vault refuses.</exception>
    public static string? Read(PSCmdlet cmdlet, string name)
    {
        Require(cmdlet, name);
        Collection<PSObject> found = Invoke(cmdlet, name,
            "param($Name) if (Get-SecretInfo -Name $Name -ErrorAction Stop) { Get-Secret -Name $Name -AsPlainText -ErrorAction Stop }", name);
        return found.FirstOrDefault()?.BaseObject as string;
    }

    /// <summary>Keeps a secret in the default vault.</summary>
    /// <exception cref="MigrationException">INVALID_PARAMETER: the module is not installed, or the vault refuses.</exception>
    public static void Write(PSCmdlet cmdlet, string name, SecureString secret)
    {
        Require(cmdlet, name);
        Invoke(cmdlet, name, "param($Name, $Secret) Set-Secret -Name $Name -SecureStringSecret $Secret -ErrorAction Stop", name, secret);
    }

    private static void Require(PSCmdlet cmdlet, string name)
    {
        if (!IsInstalled(cmdlet))
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                $"The secret ${{vault:{name}}} needs the module {Module}, which is not installed. Install-PSResource {Module}, register a "
                + "vault with Register-SecretVault, or let the profile's password be ${env:NAME} or ${file:/path}.") { Target = name };
        }
    }

    private static Collection<PSObject> Invoke(PSCmdlet cmdlet, string name, string script, params object[] arguments)
    {
        try
        {
            return cmdlet.InvokeCommand.InvokeScript(script, true, PipelineResultTypes.None, null, arguments);
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                $"The vault refused the secret {name}: {e.Message} See that the vault is registered (Get-SecretVault) and unlocked.", e)
            { Target = name };
        }
    }
}
