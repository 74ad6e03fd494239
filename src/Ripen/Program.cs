Console.WriteLine("ripen");
