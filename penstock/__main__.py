from penstock.faces.cli.main import main

main()
