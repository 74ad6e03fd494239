using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Ripen.Tests;

/// <summary>
/// A program that runs beside the tests, in a process of its own, with what it has said so far. Where the system can
/// (setpriv of util-linux), it dies with the tests' process, even with one that is killed.
/// </summary>
internal sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly Lazy<bool> CanTie = new(() =>
    {
        try
        {
            // Asked instead of looked up: the setpriv of small systems does not know the option.
            using var trial = Process.Start(new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", "true"]) { UseShellExecute = false, RedirectStandardError = true })!;
            return trial.WaitForExit(Patience) && trial.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    });

    private readonly Process process = new();
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();
    private readonly TaskCompletionSource<int> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string name;

    private RunningProgram(string file, IEnumerable<string> args) => name = string.Join(' ', args.Prepend(file));

    /// <summary>What it has said on standard output so far; after its end, all of it.</summary>
    public string Output => TextOf(output);

    /// <summary>What it has said on standard error so far; after its end, all of it.</summary>
    public string Errors => TextOf(errors);

    /// <summary>Everything a failed test should show.</summary>
    public string Story => $"{name}\n{(HasEnded ? $"ended with {ExitCode}" : "still runs")}; standard output:\n{Output}\nstandard error:\n{Errors}";

    public int Id { get; private set; }

    public bool HasEnded => end.Task.IsCompleted;

    /// <summary>Of one that has ended.</summary>
    public int ExitCode => HasEnded ? end.Task.Result : throw new InvalidOperationException($"{name} still runs.");

    /// <param name="user">The user it runs as; only root can ask for one.</param>
    /// <param name="orphaned">The signal it gets when the tests' process is gone.</param>
    public static RunningProgram Start(string file, IReadOnlyList<string> args, string? user = null, string orphaned = "KILL")
    {
        List<string> command = [file, .. args];
        if (user is not null) command.InsertRange(0, ["setpriv", $"--reuid={user}", $"--regid={user}", "--clear-groups", "--pdeathsig", orphaned, "--"]);
        else if (CanTie.Value) command.InsertRange(0, ["setpriv", "--pdeathsig", orphaned, "--"]);

        var program = new RunningProgram(file, args);
        var started = new TaskCompletionSource();
        program.InBackground(() => program.Run(command, started));
        started.Task.GetAwaiter().GetResult();
        return program;
    }

    public bool WaitForEnd(TimeSpan limit) => end.Task.Wait(limit);

    public Task<int> EndAsync(TimeSpan limit) => end.Task.WaitAsync(limit);

    /// <summary>SIGKILL, and it is gone. Nothing happens to one that has ended.</summary>
    public void Kill()
    {
        process.Kill();
        if (!WaitForEnd(Patience)) throw new TimeoutException($"Killed, and still there: {Story}");
    }

    /// <summary>Asks it to end, as a service manager does.</summary>
    public void Terminate() => Signal(15);

    /// <summary>Asks it to end, as Ctrl+C does.</summary>
    public void Interrupt() => Signal(2);

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    /// <summary>
    /// One thread stays with the program from start to end: the kernel sends the signal to orphans when the thread that
    /// started them is gone, and a thread of the pool may go at any time.
    /// </summary>
    private void Run(List<string> command, TaskCompletionSource started)
    {
        try
        {
            process.StartInfo = new(command[0], command[1..])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
                StandardOutputEncoding = Encoding.UTF8,
                StandardErrorEncoding = Encoding.UTF8,
            };
            // Short lives: counting calls for later optimisation costs a start an eighth of its time.
            process.StartInfo.Environment["DOTNET_TieredPGO"] = "0";
            process.Start();
            process.StandardInput.Close();
            Id = process.Id;
        }
        catch (Exception exception)
        {
            started.SetException(exception);
            return;
        }
        // Threads of their own: reading a pipe holds one, and the pool has as few as the machine has cores.
        var readers = new[] { InBackground(() => Read(process.StandardOutput, output)), InBackground(() => Read(process.StandardError, errors)) };
        started.SetResult();
        process.WaitForExit();
        // Bounded, because a child that it leaves behind keeps its pipes open.
        foreach (var reader in readers) reader.Join(Patience);
        end.SetResult(process.ExitCode);
    }

    private static void Read(StreamReader reader, StringBuilder text)
    {
        using (reader)
        {
            var buffer = new char[4096];
            while (reader.Read(buffer) is > 0 and var count)
            {
                lock (text) text.Append(buffer, 0, count);
            }
        }
    }

    private static string TextOf(StringBuilder text)
    {
        lock (text) return text.ToString();
    }

    private Thread InBackground(ThreadStart work)
    {
        var thread = new Thread(work) { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }

    private void Signal(int signal)
    {
        if (!HasEnded && kill(Id, signal) != 0 && !WaitForEnd(Patience)) throw new InvalidOperationException($"Signal {signal} does not reach {Story}");
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
