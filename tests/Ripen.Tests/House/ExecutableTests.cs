using System.Reflection;
using Xunit;

namespace Ripen.Tests.House;

public class ExecutableTests
{
    [Fact]
    public void The_product_is_one_executable_named_ripen() => Assert.NotNull(Assembly.Load("ripen").EntryPoint);
}
